// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QEvent>
#include <QLineEdit>
#include <QStyle>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

// On Unix, Qt gives a combo box's current text as its accessible name: what it is for is said by a label, which Qt
// finds among the box's siblings only. This one is unseen, and moves house with its box.
class UnseenLabel final : public QLabel
{
public:
    UnseenLabel(const QString& name, QComboBox* box)
        : QLabel(name, box->parentWidget())
    {
        setBuddy(box);
        hide();
        box->installEventFilter(this);
    }

    bool eventFilter(QObject* box, QEvent* event) override
    {
        if (event->type() == QEvent::ParentChange)
            setParent(static_cast<QWidget*>(box)->parentWidget());
        return false;
    }
};

} // namespace

void nameWidget(QWidget* widget, const QString& objectName, const QString& accessibleName, const QString& toolTip)
{
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessibleName);
    if (auto* box = qobject_cast<QComboBox*>(widget))
        new UnseenLabel(accessibleName, box);
    if (toolTip.isEmpty())
        return;
    widget->setToolTip(toolTip);
    widget->setAccessibleDescription(toolTip);
}

void setLook(QWidget* widget, const char* property, const QString& value)
{
    if (widget->property(property).toString() == value)
        return;
    widget->setProperty(property, value);
    if (widget->testAttribute(Qt::WA_WState_Polished)) {
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
        widget->update();
    }
}

QLabel* makeLabel(const QString& text, const QString& role, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    setLook(label, "role", role);
    return label;
}

QPushButton* makeButton(const QString& text, const QString& objectName, const QString& toolTip, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setAutoDefault(false);
    nameWidget(button, objectName, QString(text).remove(u'&'), toolTip);
    return button;
}

QToolButton* makeChip(const QString& text, const QString& objectName, const QString& toolTip, QWidget* parent)
{
    auto* chip = new QToolButton(parent);
    chip->setText(text);
    chip->setCheckable(true);
    chip->setFocusPolicy(Qt::TabFocus);
    setLook(chip, "kind", u"chip"_s);
    nameWidget(chip, objectName, text, toolTip);
    return chip;
}

void addClearButton(QLineEdit* field, const QString& accessibleName)
{
    field->setClearButtonEnabled(true);
    for (auto* button : field->findChildren<QToolButton*>())
        button->setAccessibleName(accessibleName);
}

QToolButton* makeIconButton(const QString& objectName, const QString& accessibleName, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIconSize(QSize(16, 16));
    button->setFocusPolicy(Qt::TabFocus);
    setLook(button, "kind", u"icon"_s);
    nameWidget(button, objectName, accessibleName, accessibleName);
    return button;
}

} // namespace windsock::ui
