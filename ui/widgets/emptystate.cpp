// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/widgets/naming.h"

#include <QEvent>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

EmptyState::EmptyState(const QString& title, const QString& hint, QWidget* over)
    : QWidget(over)
    , m_title(makeLabel(title, u"title"_s, this))
    , m_hint(makeLabel(hint, u"muted"_s, this))
{
    m_hint->setWordWrap(true);
    m_hint->setMinimumWidth(120);
    for (auto* label : {m_title, m_hint})
        label->setAlignment(Qt::AlignCenter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 8, 24, 8);
    column->setSpacing(4);
    column->addStretch();
    column->addWidget(m_title);
    column->addWidget(m_hint);
    column->addStretch();
    over->installEventFilter(this);
    resize(over->size());
}

void EmptyState::setTexts(const QString& title, const QString& hint)
{
    m_title->setText(title);
    m_hint->setText(hint);
}

QPushButton* EmptyState::addAction(const QString& text, const QString& objectName)
{
    auto* button = makeButton(text, objectName, {}, this);
    auto* column = qobject_cast<QVBoxLayout*>(layout());
    column->insertWidget(column->count() - 1, button, 0, Qt::AlignHCenter);
    return button;
}

bool EmptyState::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        resize(parentWidget()->size());
    return QWidget::eventFilter(watched, event);
}

} // namespace windsock::ui
