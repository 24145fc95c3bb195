// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/histogramview.h"

#include "ui/widgets/naming.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int columnWidth = 6;
constexpr double least = 0.001; // ms: a histogram's µs

QString labelOf(double ms)
{
    if (ms >= 1000)
        return HistogramView::tr("%1 s").arg(ms / 1000);
    return ms >= 1 ? HistogramView::tr("%1 ms").arg(ms) : HistogramView::tr("%1 µs").arg(std::round(ms * 1000));
}

} // namespace

HistogramView::HistogramView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    nameWidget(this, u"benchHistogram"_s, {});
    setMinimumHeight(84);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void HistogramView::setCaption(const QString& caption)
{
    m_caption = caption;
    setAccessibleName(caption);
    update();
}

void HistogramView::setLayers(std::vector<Layer> layers)
{
    m_layers = std::move(layers);
    double shortest = 1e9;
    double longest = least;
    for (const Layer& layer : m_layers) {
        if (layer.latency.empty())
            continue;
        shortest = std::min(shortest, static_cast<double>(layer.latency.min().count()) / 1000);
        longest = std::max(longest, static_cast<double>(layer.latency.max().count()) / 1000);
    }
    shortest = std::clamp(shortest, least, longest);
    m_from = std::pow(10, std::floor(std::log10(shortest)));
    m_to = std::max(m_from * 10, std::pow(10, std::ceil(std::log10(longest))));
    update();
}

double HistogramView::placeOf(double ms) const
{
    return std::clamp(std::log10(std::max(ms, m_from) / m_from) / std::log10(m_to / m_from), 0.0, 1.0);
}

QRectF HistogramView::plot() const
{
    const double line = QFontMetricsF(m_theme.small()).height();
    return QRectF(rect()).adjusted(14, line + 6, -14, -line - 6);
}

std::vector<double> HistogramView::columnsOf(const Layer& layer, int count) const
{
    std::vector<double> columns(static_cast<std::size_t>(count), 0);
    for (const metrics::Histogram::Bucket& bucket : layer.latency.buckets()) {
        const double middle = (static_cast<double>(bucket.from) + static_cast<double>(bucket.to)) / 2000;
        const auto column = static_cast<std::size_t>(placeOf(middle) * (count - 1) + 0.5);
        columns[column] += static_cast<double>(bucket.count);
    }
    return columns;
}

void HistogramView::drawAxis(QPainter& painter) const
{
    const Colors& c = m_theme.colors();
    const QRectF area = plot();
    painter.setFont(m_theme.small());
    for (double ms = m_from; ms <= m_to * 1.001; ms *= 10) {
        const double x = area.left() + placeOf(ms) * area.width();
        painter.setPen(c.line);
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        const QString label = labelOf(ms);
        const double width = QFontMetricsF(m_theme.small()).horizontalAdvance(label);
        painter.setPen(c.muted);
        painter.drawText(QPointF(std::clamp(x - width / 2, 2.0, this->width() - width - 2),
                                 height() - 4 - QFontMetricsF(m_theme.small()).descent()),
                         label);
    }
    painter.setPen(c.line);
    painter.drawLine(area.bottomLeft(), area.bottomRight());
}

void HistogramView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(m_theme.small());
    painter.setPen(m_theme.colors().muted);
    painter.drawText(QPointF(14, QFontMetricsF(m_theme.small()).ascent() + 2), m_caption);
    drawAxis(painter);
    const QRectF area = plot();
    const int count = std::max(10, static_cast<int>(area.width() / columnWidth));
    painter.setPen(Qt::NoPen);
    for (const Layer& layer : m_layers) {
        const std::vector<double> columns = columnsOf(layer, count);
        const double highest = std::max(1.0, *std::max_element(columns.begin(), columns.end()));
        QColor color = layer.color;
        color.setAlphaF(m_layers.size() > 1 ? 0.6F : 0.9F);
        painter.setBrush(color);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i] <= 0)
                continue;
            // The root: one slow request among thousands is still seen.
            const double high = std::max(1.5, std::sqrt(columns[i] / highest) * area.height());
            const double x = area.left() + static_cast<double>(i) / (count - 1) * area.width() - columnWidth / 2.0;
            painter.drawRect(QRectF(x, area.bottom() - high, columnWidth - 1, high));
        }
    }
}

} // namespace windsock::ui
