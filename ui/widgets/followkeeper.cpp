// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/followkeeper.h"

#include "ui/format.h"
#include "ui/widgets/naming.h"

#include <QEvent>
#include <QScrollBar>
#include <QTableView>

namespace windsock::ui {

using namespace Qt::StringLiterals;

FollowKeeper::FollowKeeper(QTableView* view)
    : QObject(view)
    , m_view(view)
    , m_pill(new QPushButton(view))
{
    nameWidget(m_pill, view->objectName() + u"NewRows"_s, tr("Go to the newest row"),
               tr("Go to the newest row and follow (End)"));
    setLook(m_pill, "kind", u"pill"_s);
    m_pill->setCursor(Qt::PointingHandCursor);
    m_pill->hide();
    connect(m_pill, &QPushButton::clicked, this, [this] { setFollowing(true); });
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, &FollowKeeper::noteScroll);
    connect(view->model(), &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { noteRows(last - first + 1); });
    connect(view->model(), &QAbstractItemModel::modelReset, this, [this] { m_unseen = 0, showPill(); });
    view->viewport()->installEventFilter(this);
}

void FollowKeeper::setFollowing(bool following)
{
    const bool changed = m_following != following;
    m_following = following;
    if (following) {
        m_unseen = 0;
        m_view->scrollToBottom();
    }
    showPill();
    if (changed)
        Q_EMIT followingChanged(following);
}

void FollowKeeper::bind(QAbstractButton* toggle)
{
    toggle->setChecked(m_following);
    connect(this, &FollowKeeper::followingChanged, toggle, &QAbstractButton::setChecked);
    connect(toggle, &QAbstractButton::clicked, this, &FollowKeeper::setFollowing);
}

void FollowKeeper::beginChange()
{
    m_changing = true;
    const QModelIndex top = m_view->indexAt(QPoint(1, 0));
    m_anchor = top;
    m_anchorTop = top.isValid() ? m_view->visualRect(top).top() : 0;
}

void FollowKeeper::endChange()
{
    if (m_following) {
        m_view->scrollToBottom();
    } else if (m_anchor.isValid()) {
        const int moved = m_view->rowViewportPosition(m_anchor.row()) - m_anchorTop;
        if (moved != 0)
            m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value() + moved);
    }
    m_anchor = QPersistentModelIndex();
    m_changing = false;
    showPill();
}

void FollowKeeper::stayAtBottom()
{
    if (m_following)
        m_view->scrollToBottom();
}

bool FollowKeeper::isAtBottom() const
{
    const QScrollBar* bar = m_view->verticalScrollBar();
    return bar->value() >= bar->maximum() - 2;
}

/// Scrolling away by hand ends following; scrolling to the end takes it up again.
void FollowKeeper::noteScroll()
{
    if (m_changing)
        return;
    if (m_following && !isAtBottom())
        setFollowing(false);
    else if (!m_following && isAtBottom() && m_view->verticalScrollBar()->maximum() > 0)
        setFollowing(true);
}

void FollowKeeper::noteRows(int count)
{
    if (!m_following)
        m_unseen += count;
}

void FollowKeeper::showPill()
{
    const bool shown = !m_following && m_unseen > 0;
    m_pill->setVisible(shown);
    if (!shown)
        return;
    m_pill->setText(tr("↓ %1 new").arg(format::count(static_cast<std::uint64_t>(m_unseen))));
    m_pill->adjustSize();
    const QRect room = m_view->viewport()->geometry();
    m_pill->move(room.center().x() - m_pill->width() / 2, room.bottom() - m_pill->height() - 8);
    m_pill->raise();
}

bool FollowKeeper::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        if (m_following)
            QMetaObject::invokeMethod(this, &FollowKeeper::stayAtBottom, Qt::QueuedConnection);
        showPill();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace windsock::ui
