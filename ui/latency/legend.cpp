// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/latency/legend.h"

#include "ui/widgets/naming.h"

#include <QPainter>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int swatch = 14;
constexpr int gap = 5;

} // namespace

Legend::Legend(const QString& id, const QString& title, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(title)
{
    nameWidget(this, id, title);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Legend::setItems(std::vector<Item> items)
{
    m_items = std::move(items);
    setAccessibleDescription(text());
    update();
}

QString Legend::text() const
{
    QStringList words = {m_title};
    for (const Item& item : m_items)
        words += item.label.isEmpty() ? item.value : item.label + u' ' + item.value;
    return words.join(u" · "_s);
}

QSize Legend::sizeHint() const
{
    return {200, QFontMetrics(m_theme.small()).height() + 3};
}

void Legend::paintEvent(QPaintEvent*)
{
    const Colors& c = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.small());
    const QFontMetrics metrics(m_theme.small());
    const int digit = metrics.horizontalAdvance(u'0');
    const int base = (height() + metrics.ascent() - metrics.descent()) / 2;
    painter.setPen(c.muted);
    painter.drawText(0, base, m_title);
    int x = metrics.horizontalAdvance(m_title) + 16;
    for (const Item& item : m_items) {
        if (item.block) {
            painter.fillRect(QRectF(x + 2, height() / 2.0 - 4, 9, 9), item.color);
        } else {
            QPen pen(item.color, 2);
            if (item.dashed)
                pen.setDashPattern({2, 1.5});
            painter.setPen(pen);
            painter.drawLine(QPointF(x, height() / 2.0), QPointF(x + swatch, height() / 2.0));
        }
        x += swatch + gap;
        painter.setPen(c.muted);
        painter.drawText(x, base, item.label);
        x += item.label.isEmpty() ? 0 : metrics.horizontalAdvance(item.label) + gap;
        painter.setPen(c.text);
        painter.drawText(x, base, item.value);
        // Room for seven figures at least, so that what follows stands still.
        x += std::max(metrics.horizontalAdvance(item.value), item.label.isEmpty() ? 0 : 7 * digit) + 14;
    }
}

} // namespace windsock::ui
