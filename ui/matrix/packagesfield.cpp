// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/packagesfield.h"

#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

enum Item { Own, Virtualenvs };
const auto ownWord = u"own"_s;
const auto virtualenvsWord = u"virtualenvs"_s;

/// Where distributions put Django, when it is there: worth an offer.
QStringList foldersWithDjango()
{
    QStringList folders{u"/usr/lib/python3/dist-packages"_s, u"/usr/local/lib/python3/dist-packages"_s};
    folders.removeIf([](const QString& folder) { return !QFileInfo(folder + u"/django"_s).isDir(); });
    return folders;
}

} // namespace

PackagesField::PackagesField(QWidget* parent)
    : QWidget(parent)
    , m_box(new QComboBox(this))
{
    const QString toolTip = tr("Where Django is taken from: what each Python has, virtualenvs that pip fills and that "
                               "are kept, or a folder such as /usr/lib/python3/dist-packages");
    nameWidget(m_box, u"matrixPackages"_s, tr("Packages"), toolTip);
    m_box->setEditable(true);
    m_box->setInsertPolicy(QComboBox::NoInsert);
    m_box->setCompleter(nullptr); // which would make another folder of what is typed
    m_box->addItems({tr("each Python's own"), tr("virtualenvs, filled by pip")});
    m_box->addItems(foldersWithDjango());
    m_box->setMinimumContentsLength(12);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    nameWidget(m_box->lineEdit(), u"matrixPackagesLine"_s, tr("Packages"), toolTip);
    connect(m_box, &QComboBox::editTextChanged, this, [this] { setLook(m_box, "wrong", {}); });
    connect(m_box->lineEdit(), &QLineEdit::editingFinished, this,
            [this] { m_box->lineEdit()->setCursorPosition(0); }); // a long path is seen from its beginning
    auto* choose = makeButton(u"…"_s, u"matrixPackagesFolder"_s, {}, this);
    nameWidget(choose, u"matrixPackagesFolder"_s, tr("Choose a folder of packages"), tr("Choose a folder of packages"));
    choose->setFixedWidth(choose->fontMetrics().horizontalAdvance(u"…"_s) + 22);
    connect(choose, &QPushButton::clicked, this, &PackagesField::askForFolder);
    QLabel* caption = makeLabel(tr("packages"), u"muted"_s, this);
    caption->setBuddy(m_box);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(caption);
    row->addWidget(m_box, 1);
    row->addWidget(choose);
}

QString PackagesField::word() const
{
    const QString text = m_box->currentText().trimmed();
    if (text.isEmpty() || text == m_box->itemText(Own))
        return ownWord;
    return text == m_box->itemText(Virtualenvs) ? virtualenvsWord : text;
}

void PackagesField::setWord(const QString& word)
{
    if (word.isEmpty() || word == ownWord)
        m_box->setCurrentIndex(Own);
    else if (word == virtualenvsWord)
        m_box->setCurrentIndex(Virtualenvs);
    else
        m_box->setEditText(word);
    m_box->lineEdit()->setCursorPosition(0);
}

Result<PackagesChoice> PackagesField::choice()
{
    const QString chosen = word();
    if (chosen == ownWord || chosen == virtualenvsWord)
        return PackagesChoice{chosen == virtualenvsWord, {}};
    PackagesChoice choice;
    for (QString folder : chosen.split(u':', Qt::SkipEmptyParts)) {
        folder = folder.trimmed();
        if (folder.startsWith(u"~/"_s))
            folder.replace(0, 1, QDir::homePath());
        if (!QFileInfo(folder).isDir()) {
            setLook(m_box, "wrong", u"true"_s);
            return Error{ErrorCode::NotFound, tr("There is no folder %1: name one that has packages.").arg(folder), {}};
        }
        choice.folders += QDir(folder).absolutePath();
    }
    return choice;
}

void PackagesField::askForFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of packages"));
    if (!folder.isEmpty())
        setWord(folder);
}

} // namespace windsock::ui
