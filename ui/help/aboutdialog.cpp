// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/aboutdialog.h"

#include "ui/icon.h"
#include "ui/widgets/naming.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

AboutDialog::AboutDialog(const Theme& theme, QWidget* parent)
    : QDialog(parent)
{
    nameWidget(this, u"aboutDialog"_s, tr("About Windsock"));
    setWindowTitle(tr("About Windsock"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* icon = new QLabel(this);
    icon->setPixmap(applicationIcon().pixmap(64, 64));
    auto* name = makeLabel(tr("Windsock %1").arg(QLatin1String(WINDSOCK_VERSION)), u"heading"_s, this);
    auto* what = new QLabel(tr("A diagnostic console for WebSockets beside an HTTP application."), this);
    auto* licence = makeLabel(tr("Free software: GPL-3.0-or-later. Built on Qt %1, Qt Charts and Boost.Beast.")
                                  .arg(QLatin1String(qVersion())),
                              u"muted"_s, this);
    for (QLabel* label : {what, licence}) {
        label->setWordWrap(true);
        label->setMinimumWidth(330);
    }
    licence->setFont(theme.small());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    nameWidget(buttons->button(QDialogButtonBox::Close), u"aboutClose"_s, tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* texts = new QVBoxLayout;
    texts->addWidget(name);
    texts->addWidget(what);
    texts->addWidget(licence);
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 14);
    column->setSpacing(14);
    column->addLayout(row);
    column->addWidget(buttons);
}

} // namespace windsock::ui
