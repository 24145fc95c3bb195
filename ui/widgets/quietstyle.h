// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// QuietStyle: Fusion that underlines mnemonics only while Alt is held. GUI thread; owned by the application.
#pragma once

#include <QProxyStyle>

namespace windsock::ui {

class QuietStyle : public QProxyStyle
{
    Q_OBJECT
public:
    QuietStyle();

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show(bool underlines);

    bool m_underlines = false;
};

} // namespace windsock::ui
