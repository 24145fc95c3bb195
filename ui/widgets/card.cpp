// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/card.h"

#include "ui/widgets/naming.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

Card::Card(const QString& objectName, const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_title(makeLabel(title, u"title"_s, this))
{
    nameWidget(this, objectName, title);
    auto* headFrame = new QFrame(this);
    setLook(headFrame, "kind", u"paneHead"_s);
    headFrame->setMinimumHeight(36);
    m_head = new QHBoxLayout(headFrame);
    m_head->setContentsMargins(11, 3, 8, 3);
    m_head->setSpacing(7);
    m_head->addWidget(m_title);
    auto* bodyFrame = new QFrame(this);
    setLook(bodyFrame, "kind", u"paneBody"_s);
    m_body = new QVBoxLayout(bodyFrame);
    m_body->setContentsMargins(1, 0, 1, 4); // the rounded corners stay visible
    m_body->setSpacing(0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(headFrame);
    column->addWidget(bodyFrame, 1);
}

void Card::setTitle(const QString& title)
{
    m_title->setText(title);
    m_title->setToolTip(title);
    m_title->setMinimumWidth(1); // a long one is cut; it does not push its neighbours away
}

} // namespace windsock::ui
