// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/phasebar.h"

#include "ui/format.h"
#include "ui/widgets/naming.h"

#include <QPainter>

#include <algorithm>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int barHeight = 14;
constexpr int legendGap = 8;

} // namespace

PhaseBar::PhaseBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    nameWidget(this, u"phaseBar"_s, tr("Where the time went"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PhaseBar::setPhases(std::vector<Phase> phases)
{
    m_phases = std::move(phases);
    setAccessibleDescription(legend());
    setVisible(!m_phases.empty());
    update();
}

QString PhaseBar::legend() const
{
    QStringList words;
    for (const Phase& phase : m_phases)
        words += phase.label + u' ' + format::shortSpan(phase.length);
    return words.join(u" · "_s);
}

QSize PhaseBar::sizeHint() const
{
    return {400, barHeight + legendGap + QFontMetrics(m_theme.base()).height()};
}

QColor PhaseBar::colorOf(Phase::Kind kind) const
{
    const Colors& c = m_theme.colors();
    switch (kind) {
    case Phase::Kind::Upload:
        return c.inFlight;
    case Phase::Kind::Queued:
        return c.queued;
    case Phase::Kind::Service:
        return c.service;
    case Phase::Kind::Handler:
        return c.roundTrip;
    case Phase::Kind::Written:
        break;
    }
    return c.written;
}

void PhaseBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    double sum = 0;
    for (const Phase& phase : m_phases)
        sum += static_cast<double>(phase.length.count());
    const double whole = std::min(width(), 900);
    double x = 0;
    for (const Phase& phase : m_phases) {
        const double part = sum > 0 ? static_cast<double>(phase.length.count()) / sum * whole : 0;
        painter.setBrush(colorOf(phase.kind));
        painter.drawRoundedRect(QRectF(x, 0, std::max(part - 1, 2.0), barHeight), 2, 2);
        x += std::max(part, 3.0);
    }
    paintLegend(painter, barHeight + legendGap);
}

void PhaseBar::paintLegend(QPainter& painter, int top) const
{
    const QFontMetrics metrics(m_theme.base());
    const auto put = [&](int x, const QString& text, const QColor& color) {
        painter.setPen(color);
        painter.drawText(x, top + metrics.ascent(), text);
        return x + metrics.horizontalAdvance(text);
    };
    painter.setFont(m_theme.base());
    int x = 0;
    for (const Phase& phase : m_phases) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colorOf(phase.kind));
        painter.drawEllipse(QRectF(x, top + (metrics.height() - 9) / 2.0, 9, 9));
        x = put(x + 14, phase.label, m_theme.colors().text);
        x = put(x + 6, format::shortSpan(phase.length), m_theme.colors().muted) + 18;
    }
}

} // namespace windsock::ui
