// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pane.h"

#include "ui/icon.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

Pane::Pane(const QString& id, const QString& title, const Theme& theme, QWidget* parent)
    : QDockWidget(title, parent)
    , m_theme(theme)
{
    nameWidget(this, id, title);
    setAllowedAreas(Qt::AllDockWidgetAreas);
    setTitleBarWidget(buildTitleBar(title));
}

QWidget* Pane::buildTitleBar(const QString& title)
{
    auto* bar = new QFrame(this);
    setLook(bar, "kind", u"paneHead"_s);
    bar->setMinimumHeight(36);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(11, 3, 6, 3);
    row->setSpacing(4);
    row->addWidget(makeLabel(title, u"title"_s, bar));
    m_head = new QHBoxLayout;
    m_head->setSpacing(7);
    m_head->setContentsMargins(5, 0, 4, 0);
    row->addLayout(m_head, 1);
    row->setSpacing(2);
    return bar;
}

void Pane::addButtons()
{
    QWidget* bar = titleBarWidget();
    const QString title = windowTitle();
    m_float = makeIconButton(objectName() + u"Float"_s, tr("Float or dock the pane %1").arg(title), bar);
    m_close =
        makeIconButton(objectName() + u"Close"_s, tr("Close the pane %1 (menu View brings it back)").arg(title), bar);
    connect(m_float, &QToolButton::clicked, this, [this] { setFloating(!isFloating()); });
    connect(m_close, &QToolButton::clicked, this, &QWidget::close);
    for (auto* button : {m_float, m_close}) {
        button->setIconSize(QSize(12, 12));
        bar->layout()->addWidget(button);
    }
    connect(&m_theme, &Theme::changed, this, &Pane::tint);
    tint();
}

void Pane::setBody(QWidget* body)
{
    auto* frame = new QFrame(this);
    setLook(frame, "kind", u"paneBody"_s);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(1, 0, 1, 4); // the rounded corners stay visible
    column->setSpacing(0);
    column->addWidget(body);
    setWidget(frame);
    addButtons(); // last, as the Tab key goes in the order of making
}

void Pane::tint()
{
    m_float->setIcon(tintedIcon(u"float"_s, m_theme.colors().muted));
    m_close->setIcon(tintedIcon(u"close"_s, m_theme.colors().muted));
}

} // namespace windsock::ui
