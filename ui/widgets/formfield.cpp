// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/formfield.h"

#include "ui/widgets/naming.h"

#include <QGridLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int labelWidth = 78;

} // namespace

FormField::FormField(const QString& label, QWidget* input, QWidget* extra, QWidget* parent)
    : QWidget(parent)
    , m_input(input)
    , m_error(makeLabel({}, u"error"_s, this))
{
    auto* cells = new QGridLayout(this);
    cells->setContentsMargins(0, 2, 0, 2);
    cells->setVerticalSpacing(2);
    auto* name = makeLabel(label, u"muted"_s, this);
    name->setFixedWidth(labelWidth);
    name->setBuddy(input);
    m_error->setObjectName(input->objectName() + u"Error"_s);
    m_error->setWordWrap(true);
    m_error->hide();
    cells->addWidget(name, 0, 0);
    cells->addWidget(input, 0, 1, 1, extra ? 1 : 2);
    if (extra)
        cells->addWidget(extra, 0, 2);
    cells->addWidget(m_error, 1, 1, 1, 2);
    cells->setColumnStretch(1, 1);
}

void FormField::complain(const QString& sentence)
{
    m_error->setText(sentence);
    m_error->show();
    setLook(m_input, "wrong", u"true"_s);
    m_input->setAccessibleDescription(sentence);
    m_input->setFocus();
}

void FormField::clear()
{
    m_error->hide();
    setLook(m_input, "wrong", u"false"_s);
    m_input->setAccessibleDescription(m_input->toolTip());
}

} // namespace windsock::ui
