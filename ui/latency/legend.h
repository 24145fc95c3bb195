// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Legend: a strip's title and what its curves are at now, "— p50 3.21 ms", in columns that do not dance.
// GUI thread; owned by the latency pane.
#pragma once

#include "ui/theme.h"

#include <QWidget>

#include <vector>

namespace windsock::ui {

class Legend : public QWidget
{
    Q_OBJECT
public:
    struct Item
    {
        QColor color;
        QString label;
        QString value;
        bool dashed = false;
        bool block = false; ///< a bar's, not a line's
    };

    Legend(const QString& id, const QString& title, const Theme& theme, QWidget* parent);

    void setItems(std::vector<Item> items);
    /// Title and items as one line.
    QString text() const;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_title;
    std::vector<Item> m_items;
};

} // namespace windsock::ui
