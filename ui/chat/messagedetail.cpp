// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/messagedetail.h"

#include "ui/chat/messagetext.h"
#include "ui/format.h"
#include "ui/icon.h"
#include "ui/log/bodyview.h"
#include "ui/log/messagetab.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QKeyEvent>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

QString statusLineOf(const http::ResponseHead& head)
{
    return u"HTTP/1.1 %1 "_s.arg(head.status) +
           format::fromUtf8(head.reason.empty() ? http::reasonPhrase(head.status) : std::string_view(head.reason));
}

} // namespace

MessageDetail::MessageDetail(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_title(makeLabel({}, u"small"_s, this))
    , m_why(new QLabel(this))
    , m_payload(new BodyView(u"messagePayload"_s, theme, this))
    , m_answer(new MessageTab(u"refusal"_s, theme, this))
{
    setObjectName(u"messageDetail"_s);
    m_why->setWordWrap(true);
    m_why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_why->setContentsMargins(10, 2, 8, 2);
    m_title->setContentsMargins(10, 0, 0, 0);
    auto* close = makeIconButton(u"closeMessageDetail"_s, tr("Close the details (Escape)"), this);
    close->setIconSize(QSize(12, 12));
    connect(close, &QToolButton::clicked, this, &MessageDetail::closed);
    const auto tint = [close, &theme] { close->setIcon(tintedIcon(u"close"_s, theme.colors().muted)); };
    connect(&theme, &Theme::changed, this, tint);
    tint();
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 3, 5, 0);
    row->addWidget(m_title, 1);
    row->addWidget(close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_why);
    column->addWidget(m_payload, 1);
    column->addWidget(m_answer, 1);
}

void MessageDetail::show(const chat::Message& message)
{
    const bool refused = message.kind == chat::Kind::Refused && message.response;
    m_title->setText(messageToolTip(message));
    m_payload->setVisible(hasPayload(message));
    m_answer->setVisible(refused);
    m_why->setVisible(!hasPayload(message));
    m_why->setText(isFailure(message) ? format::fromUtf8(message.data) : messageLine(message));
    if (hasPayload(message))
        m_payload->show(journal::wholeBody(message.data), {});
    if (refused)
        m_answer->showMessage(statusLineOf(*message.response), message.response->headers,
                              journal::wholeBody(message.responseBody));
}

void MessageDetail::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace windsock::ui
