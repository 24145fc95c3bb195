// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include "ui/stylesheet.h"
#include "ui/widgets/quietstyle.h"

#include <QApplication>
#include <QFontDatabase>

#include <cmath>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

ThemeChoice themeChoiceOf(const QString& word)
{
    if (word == u"light"_s)
        return ThemeChoice::Light;
    return word == u"dark"_s ? ThemeChoice::Dark : ThemeChoice::System;
}

QString toWord(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return u"light"_s;
    case ThemeChoice::Dark:
        return u"dark"_s;
    case ThemeChoice::System:
        break;
    }
    return u"system"_s;
}

Colors lightColors()
{
    Colors c;
    c.window = QColor(0xf3, 0xf4, 0xf6), c.panel = QColor(0xff, 0xff, 0xff), c.line = QColor(0xdc, 0xdf, 0xe4);
    c.text = QColor(0x1d, 0x23, 0x30), c.muted = QColor(0x5c, 0x64, 0x72), c.soft = QColor(0xee, 0xf0, 0xf3);
    c.accent = QColor(0xb9, 0x3c, 0x0a), c.onAccent = QColor(0xff, 0xff, 0xff);
    c.ok = QColor(0x1a, 0x73, 0x38), c.redirect = QColor(0x0b, 0x65, 0x72);
    c.warning = QColor(0x8f, 0x54, 0x00), c.error = QColor(0xb4, 0x23, 0x18);
    c.selection = QColor(0xfd, 0xe9, 0xde), c.sent = QColor(0xee, 0xf4, 0xfb), c.received = QColor(0xf6, 0xf7, 0xf9);
    c.p50 = QColor(0x00, 0x72, 0xb2), c.p90 = QColor(0xe6, 0x9f, 0x00);
    c.p99 = QColor(0xd5, 0x5e, 0x00), c.max = QColor(0x8a, 0x8f, 0x99);
    c.roundTrip = QColor(0x00, 0x9e, 0x73), c.throughput = QColor(0x73, 0xb1, 0xd5),
    c.failures = QColor(0xd5, 0x5e, 0x00);
    c.inFlight = QColor(0xcc, 0x79, 0xa7), c.sockets = QColor(0x00, 0x9e, 0x73);
    c.queued = QColor(0xe6, 0x9f, 0x00), c.service = QColor(0x00, 0x72, 0xb2), c.written = QColor(0x8a, 0x8f, 0x99);
    c.curves = {QColor(0x00, 0x72, 0xb2), QColor(0xe6, 0x9f, 0x00), QColor(0xd5, 0x5e, 0x00), QColor(0x00, 0x8f, 0x68),
                QColor(0xbf, 0x5f, 0x96), QColor(0x2e, 0x93, 0xcd), QColor(0x9a, 0x95, 0x00), QColor(0x4a, 0x4f, 0x5a)};
    return c;
}

Colors darkColors()
{
    Colors c;
    c.dark = true;
    c.window = QColor(0x16, 0x18, 0x1d), c.panel = QColor(0x1e, 0x21, 0x28), c.line = QColor(0x33, 0x37, 0x42);
    c.text = QColor(0xe4, 0xe7, 0xec), c.muted = QColor(0x9c, 0xa4, 0xb3), c.soft = QColor(0x27, 0x2b, 0x34);
    c.accent = QColor(0xf2, 0x76, 0x3c), c.onAccent = QColor(0x16, 0x18, 0x1d);
    c.ok = QColor(0x58, 0xc2, 0x7d), c.redirect = QColor(0x4f, 0xb9, 0xc8);
    c.warning = QColor(0xe3, 0xa3, 0x3c), c.error = QColor(0xf5, 0x83, 0x78);
    c.selection = QColor(0x41, 0x2d, 0x23), c.sent = QColor(0x21, 0x2d, 0x3f), c.received = QColor(0x25, 0x29, 0x31);
    c.p50 = QColor(0x56, 0xb4, 0xe9), c.p90 = QColor(0xf2, 0xb8, 0x4b);
    c.p99 = QColor(0xff, 0x8a, 0x4f), c.max = QColor(0xa3, 0xab, 0xb8);
    c.roundTrip = QColor(0x35, 0xc9, 0x9c), c.throughput = QColor(0x2a, 0x6f, 0x9c),
    c.failures = QColor(0xff, 0x8a, 0x4f);
    c.inFlight = QColor(0xe3, 0x9c, 0xc3), c.sockets = QColor(0x35, 0xc9, 0x9c);
    c.queued = QColor(0xf2, 0xb8, 0x4b), c.service = QColor(0x56, 0xb4, 0xe9), c.written = QColor(0xa3, 0xab, 0xb8);
    c.curves = {QColor(0x56, 0xb4, 0xe9), QColor(0xf2, 0xb8, 0x4b), QColor(0xff, 0x8a, 0x4f), QColor(0x35, 0xc9, 0x9c),
                QColor(0xe3, 0x9c, 0xc3), QColor(0x3f, 0x86, 0xd9), QColor(0xe6, 0xdd, 0x60), QColor(0xc8, 0xce, 0xd8)};
    return c;
}

double contrast(const QColor& a, const QColor& b)
{
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

QPalette paletteOf(const Colors& c)
{
    QPalette p;
    p.setColor(QPalette::Window, c.window);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.panel);
    p.setColor(QPalette::AlternateBase, c.soft);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::PlaceholderText, c.muted);
    p.setColor(QPalette::Button, c.panel);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.error);
    p.setColor(QPalette::ToolTipBase, c.soft);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::Highlight, c.selection);
    p.setColor(QPalette::HighlightedText, c.text);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::LinkVisited, c.accent);
    p.setColor(QPalette::Light, c.dark ? c.line.lighter(110) : QColor(Qt::white));
    p.setColor(QPalette::Midlight, c.soft);
    p.setColor(QPalette::Mid, c.line);
    p.setColor(QPalette::Dark, c.dark ? c.window : c.line.darker(110));
    p.setColor(QPalette::Shadow, c.dark ? QColor(Qt::black) : c.muted);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c.muted);
    return p;
}

namespace {

/// Puts the desktop's palette in place of ours, which the caller sets again, and judges by it: Qt 6.4 has no
/// QStyleHints::colorScheme().
bool resetAndAskDesktop()
{
    QApplication::setPalette(QPalette());
    return QApplication::palette().color(QPalette::Window).lightness() < 128;
}

} // namespace

Theme::Theme(ThemeChoice choice, QObject* parent)
    : QObject(parent)
    , m_choice(choice)
    , m_systemIsDark(resetAndAskDesktop())
    , m_base(QApplication::font())
{
    if (m_base.pointSizeF() <= 0)
        m_base.setPointSizeF(10);
    choose(choice);
}

void Theme::choose(ThemeChoice choice)
{
    m_choice = choice;
    m_colors = wantsDark() ? darkColors() : lightColors();
    QApplication::setStyle(new QuietStyle);
    QApplication::setPalette(paletteOf(m_colors));
    qApp->setStyleSheet(styleSheetOf(m_colors, m_base.pointSizeF()));
    Q_EMIT changed();
}

bool Theme::wantsDark() const
{
    return m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_systemIsDark);
}

void Theme::followDesktop()
{
    m_systemIsDark = resetAndAskDesktop();
    if (wantsDark() != m_colors.dark)
        choose(m_choice);
    else
        QApplication::setPalette(paletteOf(m_colors));
}

QFont Theme::bold() const
{
    QFont font = m_base;
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont Theme::small() const
{
    QFont font = m_base;
    font.setPointSizeF(m_base.pointSizeF() * 0.88);
    return font;
}

QFont Theme::mono() const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(m_base.pointSizeF() * 0.92);
    font.setStyleHint(QFont::Monospace);
    return font;
}

QColor Theme::ofStatus(int status) const
{
    if (status == 101 || (status >= 200 && status < 300))
        return m_colors.ok;
    if (status >= 100 && status < 200)
        return m_colors.muted;
    if (status >= 300 && status < 400)
        return m_colors.redirect;
    return status >= 400 && status < 500 ? m_colors.warning : m_colors.error;
}

} // namespace windsock::ui
