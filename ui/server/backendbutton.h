// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BackendButton: shows the routed backend, its kind in bold and the rest muted, and opens the chooser.
// GUI thread; owned by the server bar.
#pragma once

#include "ui/theme.h"

#include <QAbstractButton>

namespace windsock::ui {

class BackendButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit BackendButton(const Theme& theme, QWidget* parent = nullptr);

    void setTexts(const QString& kind, const QString& detail);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_kind;
    QString m_detail;
};

} // namespace windsock::ui
