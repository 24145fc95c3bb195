// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrixbar.h"

#include "ui/format.h"
#include "ui/icon.h"
#include "ui/matrix/packagesfield.h"
#include "ui/server/backendbutton.h"
#include "ui/widgets/naming.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

QString escapedForMenu(const QString& text)
{
    return QString(text).replace(u'&', u"&&"_s);
}

} // namespace

MatrixBar::MatrixBar(const Theme& theme, const QString& workFolder, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_workFolder(workFolder)
    , m_tryAll(makeButton(tr("Try &all"), u"matrixTryAll"_s, tr("Try every environment (Ctrl+Return)"), this))
    , m_trySelected(
          makeButton(tr("Try sele&cted"), u"matrixTrySelected"_s, tr("Try the selected environments only"), this))
    , m_matrix(new BackendButton(theme, this))
    , m_packages(new PackagesField(this))
    , m_benchmark(makeChip(tr("With benchmark"), u"matrixBenchmark"_s,
                           tr("Load the three pages of each environment that works; one after the other then"), this))
    , m_progress(makeLabel({}, u"muted"_s, this))
    , m_cancel(makeButton(tr("Cance&l"), u"matrixCancel"_s, tr("End what is under way; the rest is not tried (Escape)"),
                          this))
    , m_report(makeButton(tr("Write re&port…"), u"matrixReport"_s,
                          tr("Write report.html, report.rst, report.json and the benchmarks' pictures into a folder"),
                          this))
    , m_message(makeLabel({}, u"small"_s, this))
{
    nameWidget(this, u"matrixBar"_s, tr("Matrix"));
    setLook(this, "kind", u"bar"_s);
    build();
    connectButtons();
    connect(&theme, &Theme::changed, this, &MatrixBar::tint);
    setState({});
    tint();
}

void MatrixBar::build()
{
    setLook(m_tryAll, "kind", u"primary"_s);
    m_tryAll->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    nameWidget(m_matrix, u"matrixChooser"_s, tr("Which environments"), tr("Choose what is tried"));
    m_packages->setMaximumWidth(430);
    m_benchmark->setFocusPolicy(Qt::StrongFocus);
    m_progress->setObjectName(u"matrixProgress"_s);
    m_progress->setFont(m_theme.mono());
    m_progress->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_progress->setMinimumWidth(
        QFontMetrics(m_theme.mono()).horizontalAdvance(u"88 of 88"_s)); // nothing moves when it comes
    nameWidget(m_message, u"matrixMessage"_s, tr("Message"));
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_message->setOpenExternalLinks(true);
    m_message->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 7, 10, 7);
    column->setSpacing(5);
    column->addLayout(buildRow());
    column->addWidget(m_message);
}

QBoxLayout* MatrixBar::buildRow()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_tryAll);
    row->addWidget(m_trySelected);
    row->addWidget(m_matrix);
    row->addWidget(m_packages, 8);
    row->addWidget(m_benchmark);
    row->addStretch(1);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    row->addWidget(m_report);
    return row;
}

void MatrixBar::connectButtons()
{
    connect(m_tryAll, &QPushButton::clicked, this, &MatrixBar::tryAllRequested);
    connect(m_trySelected, &QPushButton::clicked, this, &MatrixBar::trySelectedRequested);
    connect(m_cancel, &QPushButton::clicked, this, &MatrixBar::cancelRequested);
    connect(m_report, &QPushButton::clicked, this, &MatrixBar::reportRequested);
    connect(m_matrix, &QAbstractButton::clicked, this, &MatrixBar::chooseMatrix);
}

void MatrixBar::setState(const State& state)
{
    m_state = state;
    const bool idle = state.available && !state.reading && !state.running;
    m_tryAll->setEnabled(idle && state.environments > 0);
    m_trySelected->setEnabled(idle && state.selected > 0);
    m_matrix->setEnabled(!state.running);
    m_packages->setEnabled(!state.running);
    m_benchmark->setEnabled(!state.running);
    m_cancel->setEnabled(state.running);
    m_cancel->setShortcut(state.running ? QKeySequence(Qt::Key_Escape) : QKeySequence());
    m_report->setEnabled(!state.running && state.hasResults);
    setMatrix(m_file, m_recent);
    tint();
}

void MatrixBar::setMatrix(const QString& file, const QStringList& recent)
{
    m_file = file;
    m_recent = recent;
    const QString name = file.isEmpty() ? tr("This machine") : QFileInfo(file).fileName();
    const QString count =
        format::counted(static_cast<std::uint64_t>(m_state.environments), tr("1 environment"), tr("%1 environments"));
    m_matrix->setTexts(name, m_state.reading ? tr("· reading…") : u"· "_s + count);
    m_matrix->setToolTip(file.isEmpty() ? tr("One environment for each Python that was found; choose a tox.ini here")
                                        : file);
}

Result<matrix::RunOptions> MatrixBar::options()
{
    const auto packages = m_packages->choice();
    if (!packages)
        return packages.error();
    matrix::RunOptions options;
    options.packages = packages->folders;
    options.benchmark = m_benchmark->isChecked();
    if (packages->virtualenvs)
        options.workFolder = m_file.isEmpty() ? m_workFolder : QFileInfo(m_file).absoluteDir().filePath(u".windsock"_s);
    return options;
}

void MatrixBar::chooseMatrix()
{
    QMenu menu(this);
    connect(menu.addAction(tr("&This machine's Pythons")), &QAction::triggered, this,
            [this] { Q_EMIT matrixChosen({}); });
    menu.addSeparator();
    for (const QString& file : std::as_const(m_recent))
        connect(menu.addAction(escapedForMenu(file)), &QAction::triggered, this,
                [this, file] { Q_EMIT matrixChosen(file); });
    connect(menu.addAction(tr("&Open a tox.ini, matrix.toml or setup.cfg…")), &QAction::triggered, this,
            &MatrixBar::askForFile);
    menu.addSeparator();
    connect(menu.addAction(tr("&Read it again")), &QAction::triggered, this, [this] { Q_EMIT matrixChosen(m_file); });
    menu.exec(m_matrix->mapToGlobal(QPoint(0, m_matrix->height() + 4)));
}

void MatrixBar::askForFile()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Open a matrix"), QFileInfo(m_file).path(),
                                                      tr("Matrices (tox.ini *.ini *.toml setup.cfg);;All files (*)"));
    if (!file.isEmpty())
        Q_EMIT matrixChosen(file);
}

void MatrixBar::showProgress(const QString& text)
{
    m_progress->setText(text);
}

void MatrixBar::showMessage(const QString& role, const QString& html)
{
    setLook(m_message, "role", role);
    m_message->setText(html);
    m_message->setVisible(!html.isEmpty());
}

void MatrixBar::tell(const QString& html)
{
    showMessage(u"small"_s, html);
}

void MatrixBar::complain(const QString& sentence)
{
    showMessage(u"error"_s, sentence.toHtmlEscaped());
}

void MatrixBar::tint()
{
    const Colors& c = m_theme.colors();
    m_tryAll->setIcon(tintedIcon(u"serve"_s, m_tryAll->isEnabled() ? c.onAccent : c.muted));
}

} // namespace windsock::ui
