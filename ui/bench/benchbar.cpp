// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/benchbar.h"

#include "ui/bench/blockingpicture.h"
#include "ui/icon.h"
#include "ui/server/serverbar.h"
#include "ui/server/servercontrol.h"
#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRepeats = 20;
constexpr int steps = 1000;            // of the progress bar
constexpr double longestTrial = 3'600; // s

Error invalid(const QString& sentence)
{
    return {ErrorCode::Invalid, sentence, {}};
}

} // namespace

BenchBar::BenchBar(ServerControl& server, const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_server(server)
    , m_theme(theme)
    , m_run(makeButton(tr("R&un"), u"benchRun"_s, tr("Put the load on (Ctrl+Return)"), this))
    , m_what(new QComboBox(this))
    , m_keepAlive(
          makeChip(tr("Keep-alive"), u"benchKeepAlive"_s, tr("Many requests a connection, as ab -k does"), this))
    , m_bar(new QProgressBar(this))
    , m_text(makeLabel({}, u"small"_s, this))
    , m_cancel(makeButton(tr("Cance&l"), u"benchCancel"_s, tr("End the load now, with what it has (Escape)"), this))
{
    nameWidget(this, u"benchBar"_s, tr("Load"));
    setLook(this, "kind", u"bar"_s);
    build();
    connect(&server, &ServerControl::statusChanged, this, &BenchBar::offerAddresses);
    connect(&theme, &Theme::changed, this, &BenchBar::tint);
    connect(m_run, &QPushButton::clicked, this, &BenchBar::submit);
    connect(m_cancel, &QPushButton::clicked, this, &BenchBar::cancelRequested);
    offerAddresses();
    showFields();
    setRunning(false);
    tint();
}

void BenchBar::build()
{
    setLook(m_run, "kind", u"primary"_s);
    m_run->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    nameWidget(m_what, u"benchWhat"_s, tr("What is loaded"),
               tr("The ancestor's three pages, one of the server's addresses, or any http:// or ws:// address"));
    m_what->setEditable(true);
    m_what->setInsertPolicy(QComboBox::NoInsert);
    m_what->setMinimumWidth(180);
    m_what->setMinimumContentsLength(16);
    m_what->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    nameWidget(m_what->lineEdit(), u"benchAddress"_s, tr("What is loaded"));
    connect(m_what->lineEdit(), &QLineEdit::returnPressed, this, &BenchBar::submit);
    connect(m_what, &QComboBox::editTextChanged, this, &BenchBar::showFields);
    connect(m_what, &QComboBox::activated, this, [this] { m_what->lineEdit()->setCursorPosition(0); });
    m_keepAlive->setChecked(true);
    m_keepAlive->setFocusPolicy(Qt::StrongFocus);
    nameWidget(m_bar, u"benchProgress"_s, tr("Progress"));
    m_bar->setRange(0, steps);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    m_bar->setMinimumWidth(50);
    m_bar->setMaximumWidth(120);
    m_text->setObjectName(u"benchProgressText"_s);
    m_text->setWordWrap(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 7, 10, 7);
    row->setSpacing(8);
    row->addWidget(m_run);
    row->addWidget(m_what, 3);
    buildFields(row);
    row->addWidget(m_keepAlive);
    row->addWidget(m_bar);
    row->addWidget(m_text, 2);
    row->addWidget(m_cancel);
    m_ofLoads += m_keepAlive;
}

void BenchBar::buildFields(QBoxLayout* row)
{
    m_requests =
        addNumber(row, tr("requests"), u"benchRequests"_s, u"2000"_s, tr("How many requests for each page"), 7);
    m_page = addNumber(row, tr("page"), u"benchPath"_s, u"/polls/"_s,
                       tr("The page of the application that is asked for while WebSockets are echoed"), 12);
    m_connections = addNumber(row, tr("at once"), u"benchConnections"_s, u"100"_s, tr("Connections at once"), 5);
    m_seconds = addNumber(row, tr("seconds"), u"benchSeconds"_s, u"5"_s,
                          tr("How long the page is asked for: on the loop, on threads, and in processes"), 4);
    m_rate =
        addNumber(row, tr("per second"), u"benchRate"_s, {},
                  tr("Requests a second, each at its time whether the last is answered or not. Empty: the next one "
                     "as soon as one is answered."),
                  6);
    m_rate->setPlaceholderText(tr("max"));
    m_repeats = addNumber(row, tr("times"), u"benchRepeats"_s, u"1"_s,
                          tr("How often all is repeated; the spread of the runs shows what a difference is worth"), 2);
    const auto add = [this](QWidgetList& list, std::initializer_list<QLineEdit*> fields) {
        for (QLineEdit* field : fields)
            list << field << field->property("caption").value<QWidget*>();
    };
    add(m_ofLoads, {m_requests, m_rate, m_repeats});
    add(m_ofTrials, {m_page, m_seconds});
}

QLineEdit* BenchBar::addNumber(QBoxLayout* row, const QString& label, const QString& objectName, const QString& text,
                               const QString& toolTip, int characters)
{
    auto* field = new QLineEdit(text, this);
    nameWidget(field, objectName, label, toolTip);
    field->setFont(m_theme.mono());
    field->setFixedWidth(QFontMetrics(m_theme.mono()).horizontalAdvance(QString(characters, u'0')) + 22);
    connect(field, &QLineEdit::returnPressed, this, &BenchBar::submit);
    connect(field, &QLineEdit::textEdited, this, [field] { setLook(field, "wrong", {}); });
    QLabel* caption = makeLabel(label, u"muted"_s, this);
    caption->setBuddy(field);
    field->setProperty("caption", QVariant::fromValue<QWidget*>(caption));
    row->addWidget(caption);
    row->addWidget(field);
    return field;
}

QString BenchBar::base() const
{
    const ServerStatus status = m_server.status();
    const QString host = status.host.contains(u':') ? u'[' + status.host + u']' : status.host;
    return u"%1://%2:%3"_s.arg(status.tls ? u"https"_s : u"http"_s, host).arg(status.port);
}

QStringList BenchBar::offers() const
{
    const QString server = base();
    QString socket = server;
    socket.replace(0, 4, u"ws"_s); // http becomes ws, https wss
    QStringList offers = {tr("Ancestor's three pages"), server + u"/hello-tornado"_s, server + u"/polls/"_s,
                          server + u"/admin/login/?next=/admin/"_s, socket + u"/ws/hello-tornado"_s};
    if (m_offersTrial)
        offers.insert(1, blockingTitle() + tr(" · echo beside pages"));
    return offers;
}

void BenchBar::offerAddresses()
{
    const QString typed = m_what->currentText();
    const bool ancestors = m_what->count() == 0 || isAncestors();
    const QStringList wanted = offers();
    if (m_what->count() == wanted.size() && m_what->itemText(m_what->count() - 1) == wanted.last())
        return;
    m_what->clear();
    m_what->addItems(wanted);
    if (!ancestors)
        m_what->setEditText(typed);
    m_what->lineEdit()->setCursorPosition(0); // a long address is seen from its begin
}

void BenchBar::offerTrial(bool offered)
{
    m_offersTrial = offered;
    offerAddresses();
}

bool BenchBar::isAncestors() const
{
    return m_what->currentText() == m_what->itemText(0);
}

bool BenchBar::isTrial() const
{
    return m_offersTrial && m_what->currentText() == m_what->itemText(1);
}

/// Those that apply to what is chosen.
void BenchBar::showFields()
{
    const auto show = [](const QWidgetList& widgets, bool shown) {
        for (QWidget* widget : widgets) {
            if (widget->isHidden() == shown) // it would be polished too early
                widget->setVisible(shown);
        }
    };
    const bool trial = isTrial();
    show(m_ofLoads, !trial);
    show(m_ofTrials, trial);
    qobject_cast<QHBoxLayout*>(layout())->setStretchFactor(m_what, trial ? 4 : 3); // it is longer than an address
}

QString BenchBar::subject() const
{
    const ServerStatus status = m_server.status();
    const QString text = m_what->currentText().trimmed();
    if (isAncestors() || text.section(u'/', 2, 2) == base().section(u'/', 2, 2))
        return status.backendLabel.isEmpty() ? backendKindOf(status.backend.spec) : status.backendLabel;
    return text.section(u'/', 2, 2);
}

/// Empty is `unset`; what is no number above 0 is marked, and no longer `good`.
double BenchBar::number(QLineEdit* field, double unset, bool& good) const
{
    const QString text = field->text().trimmed();
    bool ok = true;
    const double value = text.isEmpty() ? unset : QLocale::c().toDouble(text, &ok);
    const bool right = ok && value > 0;
    setLook(field, "wrong", right || text.isEmpty() ? QString() : u"true"_s);
    good = good && (right || text.isEmpty());
    return right ? value : unset;
}

Result<bench::Plan> BenchBar::measure() const
{
    bench::Plan plan;
    bool good = true;
    plan.requests = static_cast<std::uint64_t>(std::min(number(m_requests, 2000, good), 1e12));
    plan.connections = static_cast<int>(std::min(number(m_connections, 100, good), 1e6));
    plan.rate = number(m_rate, 0, good);
    number(m_repeats, 1, good);
    if (!good)
        return invalid(tr("Type numbers above 0."));
    plan.connections =
        static_cast<int>(std::min<std::uint64_t>(static_cast<std::uint64_t>(plan.connections), plan.requests));
    plan.keepAlive = m_keepAlive->isChecked();
    plan.trusted = m_server.status().certificates;
    return plan;
}

Result<BlockingWish> BenchBar::wish() const
{
    bool good = true;
    BlockingWish wish;
    wish.page = m_page->text().trimmed();
    wish.load.connections = static_cast<int>(std::min(number(m_connections, 100, good), 1e6));
    const double seconds = std::min(number(m_seconds, 5, good), longestTrial);
    wish.load.time = std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
    if (!good)
        return invalid(tr("Type numbers above 0."));
    if (!wish.page.startsWith(u'/')) {
        setLook(m_page, "wrong", u"true"_s);
        return invalid(tr("Type a page's path, such as /polls/."));
    }
    return wish;
}

/// One plan a page, as their targets and names.
Result<std::vector<bench::Plan>> BenchBar::pages() const
{
    if (isAncestors())
        return bench::ancestorPlans(base());
    auto target = bench::parseTarget(m_what->currentText());
    if (!target)
        return target.error();
    bench::Plan plan;
    plan.target = std::move(*target);
    return std::vector<bench::Plan>{plan};
}

Result<std::vector<bench::Plan>> BenchBar::plans() const
{
    const auto measured = measure();
    if (!measured)
        return measured.error();
    const auto wanted = pages();
    if (!wanted)
        return wanted.error();
    const int repeats = std::clamp(m_repeats->text().trimmed().toInt(), 1, mostRepeats);
    std::vector<bench::Plan> all;
    for (int i = 0; i < repeats; ++i) {
        for (const bench::Plan& page : *wanted) {
            bench::Plan plan = *measured;
            plan.target = page.target;
            plan.name = page.name;
            if (const auto good = bench::check(plan); !good)
                return good.error();
            all.push_back(std::move(plan));
        }
    }
    return all;
}

void BenchBar::submit()
{
    if (!m_run->isEnabled())
        return;
    const auto emitOrComplain = [this](const auto& wanted, auto wantedSignal) {
        if (wanted)
            Q_EMIT(this->*wantedSignal)(*wanted);
        else
            complain(wanted.error().sentence);
    };
    if (isTrial())
        emitOrComplain(wish(), &BenchBar::trialRequested);
    else
        emitOrComplain(plans(), &BenchBar::runRequested);
}

void BenchBar::complain(const QString& sentence)
{
    setLook(m_text, "role", u"error"_s);
    m_text->setText(sentence);
    m_text->show();
    m_bar->hide(); // the room is the sentence's
}

void BenchBar::setRunning(bool running)
{
    m_run->setEnabled(!running);
    m_cancel->setEnabled(running);
    m_cancel->setShortcut(running ? QKeySequence(Qt::Key_Escape) : QKeySequence());
    m_bar->setValue(0);
    if (running)
        m_bar->show();
    setLook(m_text, "role", u"small"_s);
    m_text->clear();
    tint();
}

void BenchBar::showProgress(double share, const QString& text)
{
    m_bar->setValue(static_cast<int>(share * steps));
    m_bar->show();
    m_text->setText(text);
}

void BenchBar::tint()
{
    const Colors& c = m_theme.colors();
    m_run->setIcon(tintedIcon(u"serve"_s, m_run->isEnabled() ? c.onAccent : c.muted));
}

} // namespace windsock::ui
