// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ExchangeTable: the view of the request log: columns that can be chosen, moved and sized, copying, keys.
// GUI thread; owned by the pane.
#pragma once

#include "ui/theme.h"

#include <QTableView>

class QSettings;

namespace windsock::ui {

class ExchangeModel;

class ExchangeTable : public QTableView
{
    Q_OBJECT
public:
    ExchangeTable(ExchangeModel& model, const Theme& theme, QWidget* parent);

    void save(QSettings& settings);
    void restore(const QSettings& settings);
    /// Selected rows as Tornado's log writes them, in the order shown.
    QString selectedAsTornadoLines() const;
    QString selectedPaths() const;

Q_SIGNALS:
    void endPressed();
    void inspectionWanted();
    /// The user wants only rows like this one: words for the filter field.
    void filterWanted(const QString& words);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Path keeps a readable width: the least telling columns step back while the table is narrow.
    void makeRoomForPath();
    void setUpHeader();
    void fitColumns();
    void chooseColumns(const QPoint& at);
    QList<int> selectedRowNumbers() const;
    void goTo(int row);

    ExchangeModel& m_model;
    const Theme& m_theme;
    QList<int> m_steppedBack; ///< hidden for want of room, not by the user
};

} // namespace windsock::ui
