// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chatoptionspopover.h"

#include "ui/format.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSettings>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;
using chat::ClientKind;

ChatOptionsPopover::ChatOptionsPopover(const Theme& theme, QWidget* anchor)
    : Popover(anchor)
    , m_client(new QComboBox(this))
    , m_headers(new QPlainTextEdit(this))
    , m_headersError(makeLabel({}, u"error"_s, this))
    , m_subprotocols(new QLineEdit(this))
    , m_origin(new QLineEdit(this))
    , m_insecure(new QCheckBox(tr("Take &any certificate (wss://)"), this))
{
    nameWidget(this, u"chatOptions"_s, tr("Options of the connection"));
    build(theme);
}

void ChatOptionsPopover::build(const Theme& theme)
{
    nameWidget(m_client, u"chatClient"_s, tr("Client"),
               tr("Two clients, to tell one client's fault from the server's"));
    m_client->addItem(tr("Windsock: shows refusals and control frames"), static_cast<int>(ClientKind::Own));
    m_client->addItem(tr("QWebSocket: Qt's own, a second opinion"), static_cast<int>(ClientKind::Qt));
    nameWidget(m_headers, u"chatHeaders"_s, tr("Headers of the handshake"), tr("One a line, Name: value"));
    m_headers->setPlaceholderText(tr("Cookie: sessionid=…"));
    m_headers->setTabChangesFocus(true);
    m_headers->setFont(theme.mono());
    m_headers->setFixedHeight(QFontMetrics(theme.mono()).lineSpacing() * 3 + 16);
    setLook(m_headers, "kind", u"field"_s);
    nameWidget(m_subprotocols, u"chatSubprotocols"_s, tr("Subprotocols"), tr("With commas between them"));
    nameWidget(m_origin, u"chatOrigin"_s, tr("Origin"),
               tr("Empty: none is sent, as programs do; a page's is http://HOST"));
    m_origin->setPlaceholderText(tr("none is sent"));
    nameWidget(m_insecure, u"chatInsecure"_s, tr("Take any certificate"),
               tr("For a server with a certificate of its own making; Windsock's own is known"));
    m_headersError->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(3);
    add(column, tr("Client"), m_client);
    add(column, tr("Headers, one a line"), m_headers);
    column->addWidget(m_headersError);
    add(column, tr("Subprotocols"), m_subprotocols);
    add(column, tr("Origin"), m_origin);
    column->addSpacing(6);
    column->addWidget(m_insecure);
    column->addSpacing(8);
    column->addWidget(makeLabel(tr("Used from the next connection on."), u"small"_s, this));
    connect(m_client, &QComboBox::currentIndexChanged, this, &ChatOptionsPopover::edited);
    connect(m_insecure, &QCheckBox::toggled, this, &ChatOptionsPopover::edited);
    connect(m_headers, &QPlainTextEdit::textChanged, this, &ChatOptionsPopover::check);
    connect(m_subprotocols, &QLineEdit::textEdited, this, &ChatOptionsPopover::edited);
    connect(m_origin, &QLineEdit::textEdited, this, &ChatOptionsPopover::edited);
    for (QLineEdit* edit : {m_subprotocols, m_origin})
        connect(edit, &QLineEdit::returnPressed, this, &Popover::dismiss);
    setFixedWidth(380);
}

void ChatOptionsPopover::add(QVBoxLayout* column, const QString& label, QWidget* input)
{
    auto* name = makeLabel(label, u"muted"_s, this);
    name->setBuddy(input);
    name->setContentsMargins(0, 5, 0, 0);
    column->addWidget(name);
    column->addWidget(input);
}

QWidget* ChatOptionsPopover::firstField()
{
    return m_client;
}

Result<chat::ChatOptions> ChatOptionsPopover::options() const
{
    static const QRegularExpression field(u"^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*$"_s);
    chat::ChatOptions options;
    options.kind = static_cast<ClientKind>(m_client->currentData().toInt());
    options.origin = m_origin->text().trimmed();
    options.insecure = m_insecure->isChecked();
    for (const QString& name : m_subprotocols->text().split(u','))
        if (!name.trimmed().isEmpty())
            options.subprotocols += name.trimmed();
    int number = 0;
    for (const QString& line : m_headers->toPlainText().split(u'\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        const auto match = field.match(line.trimmed());
        if (!match.hasMatch())
            return Error{ErrorCode::Invalid, tr("Line %1 is not a header: write Name: value.").arg(number), {}};
        options.headers.emplace_back(match.captured(1).toStdString(), match.captured(2).toStdString());
    }
    return options;
}

void ChatOptionsPopover::check()
{
    const auto result = options();
    m_headersError->setVisible(!result);
    if (!result)
        m_headersError->setText(result.error().sentence);
    adjustSize();
    Q_EMIT edited();
}

QString ChatOptionsPopover::summary() const
{
    const auto now = options();
    if (!now)
        return tr("options have an error");
    QStringList words;
    if (now->kind == ClientKind::Qt)
        words += u"QWebSocket"_s;
    if (!now->headers.empty())
        words += format::counted(now->headers.size(), tr("1 header"), tr("%1 headers"));
    if (!now->subprotocols.isEmpty())
        words += now->subprotocols.join(u", "_s);
    if (!now->origin.isEmpty())
        words += tr("from %1").arg(now->origin);
    if (now->insecure)
        words += tr("any certificate");
    return words.join(u" · "_s);
}

void ChatOptionsPopover::save(QSettings& settings) const
{
    settings.setValue(u"chat/client"_s, m_client->currentIndex());
    settings.setValue(u"chat/subprotocols"_s, m_subprotocols->text());
    settings.setValue(u"chat/origin"_s, m_origin->text());
}

void ChatOptionsPopover::restore(const QSettings& settings)
{
    m_client->setCurrentIndex(std::clamp(settings.value(u"chat/client"_s).toInt(), 0, 1));
    m_subprotocols->setText(settings.value(u"chat/subprotocols"_s).toString());
    m_origin->setText(settings.value(u"chat/origin"_s).toString());
}

} // namespace windsock::ui
