// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Theme: the one place where colours, fonts and the style sheet are decided, for Light, Dark and the desktop's own.
// GUI thread; owned by the window, handed down by reference to everything that paints.
#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>
#include <QString>

#include <array>

namespace windsock::ui {

enum class ThemeChoice { Light, Dark, System };

/// "light", "dark", "system", as on the command line and in the settings; anything else is System.
ThemeChoice themeChoiceOf(const QString& word);
QString toWord(ThemeChoice choice);

/// Every colour of the window. Text colours keep 4.5:1 against window, panel, soft, selection, sent and received.
struct Colors
{
    bool dark = false;
    QColor window, panel, line, text, muted, soft;
    QColor accent, onAccent;
    QColor ok, redirect, warning, error; ///< text colours of status classes and levels
    QColor selection, sent, received;    ///< row backgrounds
    QColor p50, p90, p99, max;           ///< Okabe and Ito's palette, lighter tones on dark
    QColor roundTrip, throughput, failures, inFlight, sockets;
    QColor queued, service, written; ///< the phase clock
    std::array<QColor, 8> curves;    ///< of a benchmark; Okabe and Ito's too, the lightest darker on light
};

Colors lightColors();
Colors darkColors();
/// WCAG 2.1 contrast ratio, 1 to 21.
double contrast(const QColor& a, const QColor& b);
QPalette paletteOf(const Colors& colors);

class Theme : public QObject
{
    Q_OBJECT
public:
    explicit Theme(ThemeChoice choice, QObject* parent = nullptr);

    /// Restyles the whole application and emits changed().
    void choose(ThemeChoice choice);
    /// The desktop may have turned dark or light: asks it, and restyles when that changes what is seen.
    void followDesktop();
    ThemeChoice choice() const { return m_choice; }
    const Colors& colors() const { return m_colors; }

    QFont base() const { return m_base; }
    QFont bold() const;
    QFont small() const; ///< legends, column heads, status bar
    QFont mono() const;  ///< figures that must not dance
    /// Of a response: 2xx and 101 ok, 3xx redirect, 4xx warning, 5xx and cut (0) error, other 1xx muted.
    QColor ofStatus(int status) const;

Q_SIGNALS:
    void changed();

private:
    bool wantsDark() const;

    ThemeChoice m_choice;
    bool m_systemIsDark;
    QFont m_base;
    Colors m_colors;
};

} // namespace windsock::ui
