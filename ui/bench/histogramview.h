// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// HistogramView: how many requests took how long: bars over a logarithmic time axis, one colour a page. GUI thread;
// owned by the result card.
#pragma once

#include "core/metrics/histogram.h"
#include "ui/theme.h"

#include <QWidget>

#include <vector>

namespace windsock::ui {

class HistogramView : public QWidget
{
    Q_OBJECT
public:
    struct Layer
    {
        metrics::Histogram latency;
        QColor color;
    };

    HistogramView(const Theme& theme, QWidget* parent);

    /// What it says: "How many requests took how long".
    void setCaption(const QString& caption);
    void setLayers(std::vector<Layer> layers);
    QSize sizeHint() const override { return {400, 96}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    /// Counts in columns of equal width on the axis.
    std::vector<double> columnsOf(const Layer& layer, int count) const;
    double placeOf(double ms) const; ///< 0 to 1
    QRectF plot() const;
    void drawAxis(QPainter& painter) const;

    const Theme& m_theme;
    QString m_caption;
    std::vector<Layer> m_layers;
    double m_from = 0.1; // ms, powers of ten
    double m_to = 1000;
};

} // namespace windsock::ui
