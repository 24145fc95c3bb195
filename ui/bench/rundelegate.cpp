// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/rundelegate.h"

#include "ui/bench/runlistmodel.h"
#include "ui/icon.h"

#include <QIcon>
#include <QMouseEvent>
#include <QPainter>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 11;
constexpr int markSize = 14;
constexpr int textLeft = margin + markSize + 9;

} // namespace

RunDelegate::RunDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QRect RunDelegate::markOf(const QRect& row)
{
    return {row.left() + margin, row.center().y() - markSize / 2, markSize, markSize};
}

QRect RunDelegate::titleOf(const QRect& row) const
{
    return {row.left() + textLeft, row.top() + 6, row.width() - textLeft - margin,
            QFontMetrics(m_theme.bold()).height()};
}

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colors& c = m_theme.colors();
    const QRect row = option.rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(row, option.state & QStyle::State_Selected ? c.selection : c.panel);
    painter->setPen(c.line);
    painter->drawLine(row.bottomLeft(), row.bottomRight());
    const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    const QRect mark = markOf(row);
    painter->setPen(checked ? c.accent : c.muted);
    painter->setBrush(checked ? c.accent : c.panel);
    painter->drawRoundedRect(QRectF(mark).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    if (checked)
        QIcon(u":/windsock/icons/check-%1.svg"_s.arg(c.dark ? u"dark"_s : u"light"_s)).paint(painter, mark);
    const QRect title = titleOf(row);
    painter->setFont(m_theme.bold());
    painter->setPen(c.text);
    painter->drawText(title, Qt::AlignVCenter,
                      QFontMetrics(m_theme.bold()).elidedText(index.data().toString(), Qt::ElideRight, title.width()));
    const QRect detail(title.left(), title.bottom() + 3, title.width(), QFontMetrics(m_theme.small()).height());
    painter->setFont(m_theme.small());
    painter->setPen(c.muted);
    painter->drawText(
        detail, Qt::AlignVCenter,
        QFontMetrics(m_theme.small()).elidedText(index.data(RunDetailRole).toString(), Qt::ElideRight, detail.width()));
    painter->restore();
}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {180, QFontMetrics(m_theme.bold()).height() + QFontMetrics(m_theme.small()).height() + 18};
}

bool RunDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                              const QModelIndex& index)
{
    if (event->type() != QEvent::MouseButtonRelease)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const QPoint at = static_cast<QMouseEvent*>(event)->position().toPoint();
    if (!markOf(option.rect).adjusted(-6, -6, 6, 6).contains(at))
        return false;
    const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void RunDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const
{
    editor->setGeometry(titleOf(option.rect).adjusted(-8, -4, 0, 4));
}

} // namespace windsock::ui
