// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MessageTable: the view of the chat's rows: their heights, columns, copying, keys. GUI thread; owned by the pane.
#pragma once

#include "ui/theme.h"

#include <QHash>
#include <QTableView>

class QSettings;
class QTimer;

namespace windsock::ui {

class MessageModel;

class MessageTable : public QTableView
{
    Q_OBJECT
public:
    MessageTable(MessageModel& model, const Theme& theme, QWidget* parent);

    void save(QSettings& settings) const;
    void restore(const QSettings& settings);
    /// Gives the rows from `first` on as many lines as their texts need.
    void fitRows(int first);

Q_SIGNALS:
    void endPressed();
    void detailsWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setUpHeader();
    void makeRoom();
    void chooseColumns(const QPoint& at);
    void copySelected() const;
    int linesOf(int row, int charactersPerLine, int room) const;

    MessageModel& m_model;
    const Theme& m_theme;
    QHash<int, int> m_squeezed; // columns hidden for want of room, with their widths
    QTimer* m_refit;
};

} // namespace windsock::ui
