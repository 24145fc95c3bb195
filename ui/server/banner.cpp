// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/banner.h"

#include "ui/icon.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

Banner::Banner(const QString& id, Severity severity, const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_severity(severity)
    , m_icon(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_actions(new QHBoxLayout)
    , m_more(makeButton(tr("Show de&tails"), id + u"Details"_s, tr("Show what the program itself said"), this))
    , m_detail(new QPlainTextEdit(this))
    , m_close(makeIconButton(id + u"Dismiss"_s, tr("Dismiss this message"), this))
{
    nameWidget(this, id, tr("Message"));
    setLook(this, "kind", u"banner"_s);
    setLook(this, "severity",
            severity == Severity::Error  ? u"error"_s
            : severity == Severity::Info ? u"info"_s
                                         : u"warning"_s);
    build(id);
    connect(&theme, &Theme::changed, this, &Banner::tint);
    tint();
}

void Banner::build(const QString& id)
{
    nameWidget(m_detail, id + u"DetailText"_s, tr("Details"));
    m_detail->setReadOnly(true);
    m_detail->setFixedHeight(140);
    m_detail->setTabChangesFocus(true);
    setLook(m_detail, "kind", u"field"_s);
    m_detail->hide();
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_more->setCheckable(true);
    m_more->hide();
    connect(m_more, &QPushButton::toggled, this, &Banner::unfold);
    connect(m_close, &QToolButton::clicked, this, [this] { hide(), Q_EMIT dismissed(); });
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_sentence, 1);
    row->addLayout(m_actions);
    row->addWidget(m_more);
    row->addWidget(m_close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 6, 8, 6);
    column->addLayout(row);
    column->addWidget(m_detail);
}

QPushButton* Banner::addAction(const QString& text, const QString& objectName)
{
    QPushButton* button = makeButton(text, objectName, {}, this);
    if (m_actions->count() == 0)
        setLook(button, "kind", u"primary"_s);
    m_actions->addWidget(button);
    return button;
}

void Banner::setText(const QString& sentence, const QString& detail)
{
    m_sentence->setText(sentence);
    setAccessibleDescription(sentence);
    m_detail->setPlainText(detail);
    m_detail->setFont(m_theme.mono());
    m_more->setVisible(!detail.isEmpty());
    if (detail.isEmpty())
        m_more->setChecked(false);
}

QString Banner::text() const
{
    return m_sentence->text();
}

void Banner::unfold(bool open)
{
    m_detail->setVisible(open);
    m_more->setAccessibleName(open ? tr("Hide details") : tr("Show details"));
    m_more->setText(open ? tr("Hide de&tails") : tr("Show de&tails"));
}

void Banner::tint()
{
    const Colors& c = m_theme.colors();
    const QColor color = m_severity == Severity::Error ? c.error : m_severity == Severity::Info ? c.accent : c.warning;
    m_icon->setPixmap(tintedIcon(u"warning"_s, color).pixmap(18, 18));
    m_close->setIcon(tintedIcon(u"close"_s, c.muted));
}

} // namespace windsock::ui
