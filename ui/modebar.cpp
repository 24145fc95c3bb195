// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modebar.h"

#include "ui/icon.h"
#include "ui/widgets/naming.h"

#include <QButtonGroup>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace windsock::ui {

using namespace Qt::StringLiterals;

ModeBar::ModeBar(QStackedWidget& pages, const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_pages(pages)
    , m_buttons(new QButtonGroup(this))
    , m_column(new QVBoxLayout(this))
{
    nameWidget(this, u"modeBar"_s, tr("Modes"));
    m_column->setContentsMargins(0, 8, 0, 0);
    m_column->setSpacing(2);
    m_column->addStretch(1);
    connect(m_buttons, &QButtonGroup::idClicked, this, &ModeBar::choose);
    connect(&theme, &Theme::changed, this, &ModeBar::tint);
}

void ModeBar::addMode(const QString& id, const QString& title, QWidget* page)
{
    const int mode = m_pages.addWidget(page);
    auto* button = new QToolButton(this);
    nameWidget(button, id + u"Mode"_s, title, tr("%1 (Ctrl+%2)").arg(title).arg(mode + 1));
    button->setText(title);
    button->setProperty("iconName", id);
    button->setCheckable(true);
    button->setIconSize(QSize(22, 22));
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    QFont chosen = m_theme.small();
    chosen.setWeight(QFont::DemiBold);
    button->setFixedWidth(QFontMetrics(chosen).horizontalAdvance(u"Compatibility"_s) + 9);
    m_buttons->addButton(button, mode);
    m_column->insertWidget(mode, button);
    tint();
    choose(std::max(0, m_buttons->checkedId()));
}

int ModeBar::count() const
{
    return m_pages.count();
}

QString ModeBar::titleOf(int mode) const
{
    return m_buttons->button(mode)->text();
}

/// What is not seen does not keep the window wide.
void ModeBar::keepOthersSmall(int mode)
{
    for (int i = 0; i < m_pages.count(); ++i) {
        const auto policy = i == mode ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        m_pages.widget(i)->setSizePolicy(policy, policy);
    }
}

void ModeBar::choose(int mode)
{
    if (!m_buttons->button(mode))
        return;
    m_buttons->button(mode)->setChecked(true);
    keepOthersSmall(mode);
    m_pages.setCurrentIndex(mode);
    tint();
}

void ModeBar::tint()
{
    const Colors& c = m_theme.colors();
    for (QAbstractButton* button : m_buttons->buttons())
        button->setIcon(tintedIcon(button->property("iconName").toString(), button->isChecked() ? c.accent : c.muted));
}

} // namespace windsock::ui
