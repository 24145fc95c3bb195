// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FollowKeeper: either a view follows its newest row, or what the user is reading stays where it is, whatever rows come
// or go; a pill "↓ 12 new" leads back. For tables that scroll by pixel. GUI thread; owned by the view.
#pragma once

#include <QObject>
#include <QPersistentModelIndex>

class QAbstractButton;
class QPushButton;
class QTableView;

namespace windsock::ui {

class FollowKeeper : public QObject
{
    Q_OBJECT
public:
    /// The view has its model already.
    explicit FollowKeeper(QTableView* view);

    bool isFollowing() const { return m_following; }
    void setFollowing(bool following);
    /// Ties a checkable button to the mode, both ways.
    void bind(QAbstractButton* toggle);
    /// Rows that came since following ended; 0 while following.
    int unseen() const { return m_unseen; }
    QPushButton* pill() const { return m_pill; }

    /// Call around every change of the model.
    void beginChange();
    void endChange();

Q_SIGNALS:
    void followingChanged(bool following);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void stayAtBottom();
    bool isAtBottom() const;
    void noteScroll();
    void noteRows(int count);
    void showPill();

    QTableView* m_view;
    QPushButton* m_pill;
    QPersistentModelIndex m_anchor; ///< topmost row before a change
    int m_anchorTop = 0;            ///< its offset in the viewport, px
    int m_unseen = 0;
    bool m_following = true;
    bool m_changing = false;
};

} // namespace windsock::ui
