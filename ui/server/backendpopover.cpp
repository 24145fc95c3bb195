// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/backendpopover.h"

#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

QStringList pythonsOnPath()
{
    QStringList found;
    for (const auto* name :
         {u"python3", u"python", u"python3.13", u"python3.12", u"python3.11", u"python3.10", u"python3.9", u"python3.8",
          u"python3.7", u"python3.6", u"python3.5", u"python2.7", u"pypy3"}) {
        if (!QStandardPaths::findExecutable(QString::fromUtf16(name)).isEmpty())
            found += QString::fromUtf16(name);
    }
    return found;
}

BackendPopover::BackendPopover(ServerControl& server, const Theme& theme, QWidget* anchor)
    : Popover(anchor)
    , m_server(server)
    , m_demo(new QRadioButton(tr("&Demo polls: built in, needs nothing installed"), this))
    , m_django(new QRadioButton(tr("D&jango project"), this))
    , m_wsgi(new QRadioButton(tr("&WSGI callable"), this))
    , m_folder(new QLineEdit(this))
    , m_callable(new QLineEdit(this))
    , m_chdir(new QLineEdit(this))
    , m_python(new QComboBox(this))
    , m_general(makeLabel({}, u"error"_s, this))
    , m_use(makeButton(tr("&Use this backend"), u"useBackend"_s,
                       tr("Start it and route requests to it; what runs goes on when it fails"), this))
{
    nameWidget(this, u"backendPopover"_s, tr("Choose the backend"));
    build(theme);
}

void BackendPopover::build(const Theme& theme)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(8);
    column->addWidget(makeLabel(tr("Route requests to"), u"title"_s, this));
    const std::initializer_list<std::pair<QRadioButton*, QString>> kinds = {
        {m_demo, u"backendDemo"_s}, {m_django, u"backendDjango"_s}, {m_wsgi, u"backendWsgi"_s}};
    for (const auto& [radio, id] : kinds) {
        nameWidget(radio, id, QString(radio->text()).remove(u'&'));
        connect(radio, &QRadioButton::toggled, this, &BackendPopover::showFieldsOfKind);
        column->addWidget(radio);
    }
    auto* grid = new QGridLayout;
    grid->setVerticalSpacing(3);
    grid->setHorizontalSpacing(8);
    buildFields(grid, theme);
    column->addLayout(grid);
    m_general->setWordWrap(true);
    m_general->hide();
    column->addWidget(m_general);
    column->addLayout(buildButtons());
    setFixedWidth(500);
}

void BackendPopover::buildFields(QGridLayout* grid, const Theme& theme)
{
    nameWidget(m_folder, u"djangoFolder"_s, tr("Folder of the Django project"), tr("The folder that has manage.py"));
    nameWidget(m_callable, u"wsgiCallable"_s, tr("WSGI callable"), tr("MODULE:CALLABLE, as for gunicorn"));
    nameWidget(m_chdir, u"wsgiFolder"_s, tr("Folder the module is imported from"),
               tr("Empty: the folder Windsock was started in"));
    nameWidget(m_python, u"backendPython"_s, tr("Python interpreter"),
               tr("A name on PATH or a path, such as a virtualenv's bin/python"));
    m_folder->setPlaceholderText(tr("/home/me/mysite"));
    m_callable->setPlaceholderText(tr("mysite.wsgi:application"));
    m_chdir->setPlaceholderText(tr("folder the module lies in"));
    m_python->setEditable(true);
    m_python->setInsertPolicy(QComboBox::NoInsert);
    m_python->addItems(pythonsOnPath());
    m_python->lineEdit()->setPlaceholderText(tr("python3"));
    nameWidget(m_python->lineEdit(), u"backendPythonText"_s, tr("Python interpreter"));
    for (QWidget* input : {static_cast<QWidget*>(m_folder), static_cast<QWidget*>(m_callable),
                           static_cast<QWidget*>(m_chdir), static_cast<QWidget*>(m_python)})
        input->setFont(theme.mono());
    auto* browseFolder =
        makeButton(tr("&Browse…"), u"browseDjangoFolder"_s, tr("Choose the folder of the Django project"), this);
    auto* browseChdir =
        makeButton(tr("B&rowse…"), u"browseWsgiFolder"_s, tr("Choose the folder the module lies in"), this);
    connect(browseFolder, &QPushButton::clicked, this,
            [this] { browse(m_folder, tr("Folder of the Django project")); });
    connect(browseChdir, &QPushButton::clicked, this,
            [this] { browse(m_chdir, tr("Folder the module is imported from")); });
    m_folderField = addField(tr("Folder"), m_folder, browseFolder, grid);
    m_callableField = addField(tr("Callable"), m_callable, nullptr, grid);
    m_chdirField = addField(tr("Folder"), m_chdir, browseChdir, grid);
    m_pythonField = addField(tr("Python"), m_python, nullptr, grid);
    for (QLineEdit* edit : {m_folder, m_callable, m_chdir, m_python->lineEdit()}) {
        connect(edit, &QLineEdit::textEdited, this, &BackendPopover::clearErrors);
        connect(edit, &QLineEdit::returnPressed, this, &BackendPopover::accept);
    }
}

BackendPopover::Field BackendPopover::addField(const QString& label, QWidget* input, QWidget* extra, QGridLayout* grid)
{
    auto* row = new QWidget(this);
    auto* cells = new QGridLayout(row);
    cells->setContentsMargins(0, 2, 0, 2);
    cells->setVerticalSpacing(2);
    auto* name = makeLabel(label, u"muted"_s, row);
    name->setFixedWidth(70);
    name->setBuddy(input);
    auto* error = makeLabel({}, u"error"_s, row);
    error->setObjectName(input->objectName() + u"Error"_s);
    error->setWordWrap(true);
    error->hide();
    cells->addWidget(name, 0, 0);
    cells->addWidget(input, 0, 1, 1, extra ? 1 : 2);
    if (extra)
        cells->addWidget(extra, 0, 2);
    cells->addWidget(error, 1, 1, 1, 2);
    cells->setColumnStretch(1, 1);
    grid->addWidget(row, grid->rowCount(), 0);
    return {row, input, error};
}

QHBoxLayout* BackendPopover::buildButtons()
{
    auto* cancel = makeButton(tr("Cancel"), u"cancelBackend"_s, tr("Leave the backend as it is (Escape)"), this);
    connect(cancel, &QPushButton::clicked, this, &BackendPopover::dismiss);
    connect(m_use, &QPushButton::clicked, this, &BackendPopover::accept);
    setLook(m_use, "kind", u"primary"_s);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_use);
    return row;
}

void BackendPopover::prepare()
{
    clearErrors();
    const BackendChoice now = m_server.status().backend;
    m_demo->setChecked(true);
    if (now.spec.startsWith(u"django:")) {
        m_django->setChecked(true);
        m_folder->setText(now.spec.mid(7));
    } else if (now.spec.startsWith(u"wsgi:")) {
        m_wsgi->setChecked(true);
        m_callable->setText(now.spec.mid(5));
        m_chdir->setText(now.chdir);
    }
    if (!now.python.isEmpty())
        m_python->setEditText(now.python);
    showFieldsOfKind();
}

QWidget* BackendPopover::firstField()
{
    return m_django->isChecked() ? static_cast<QWidget*>(m_django) : m_wsgi->isChecked() ? m_wsgi : m_demo;
}

void BackendPopover::showFieldsOfKind()
{
    m_folderField.row->setVisible(m_django->isChecked());
    m_callableField.row->setVisible(m_wsgi->isChecked());
    m_chdirField.row->setVisible(m_wsgi->isChecked());
    m_pythonField.row->setVisible(!m_demo->isChecked());
    clearErrors();
    adjustSize();
}

void BackendPopover::browse(QLineEdit* into, const QString& title)
{
    const QString folder = QFileDialog::getExistingDirectory(window(), title, into->text());
    if (folder.isEmpty())
        return;
    into->setText(folder);
    clearErrors();
}

BackendChoice BackendPopover::choice() const
{
    BackendChoice choice;
    if (m_demo->isChecked())
        return choice;
    choice.python = m_python->currentText().trimmed();
    if (m_django->isChecked()) {
        choice.spec = u"django:"_s + m_folder->text().trimmed();
    } else {
        choice.spec = u"wsgi:"_s + m_callable->text().trimmed();
        choice.chdir = m_chdir->text().trimmed();
    }
    return choice;
}

void BackendPopover::accept()
{
    clearErrors();
    if (!check())
        return;
    const Result<void> result = m_server.chooseBackend(choice());
    if (result)
        dismiss();
    else
        placeError(result.error());
}

bool BackendPopover::check()
{
    const QString folder = m_folder->text().trimmed();
    const QString chdir = m_chdir->text().trimmed();
    if (m_django->isChecked() && folder.isEmpty())
        complain(m_folderField, tr("Type or browse to the folder that has manage.py."));
    else if (m_django->isChecked() && !QFileInfo(folder).isDir())
        complain(m_folderField, tr("There is no folder of that name."));
    else if (m_wsgi->isChecked() && !m_callable->text().contains(u':'))
        complain(m_callableField, tr("Write MODULE:CALLABLE, for example mysite.wsgi:application."));
    else if (m_wsgi->isChecked() && !chdir.isEmpty() && !QFileInfo(chdir).isDir())
        complain(m_chdirField, tr("There is no folder of that name."));
    else
        return true;
    adjustSize();
    return false;
}

void BackendPopover::placeError(const Error& error)
{
    const QString python = m_python->currentText().trimmed();
    const bool aboutPython = !m_demo->isChecked() && !python.isEmpty() && error.sentence.contains(python) &&
                             error.code != ErrorCode::Invalid;
    if (aboutPython)
        complain(m_pythonField, error.sentence);
    else if (m_django->isChecked())
        complain(m_folderField, error.sentence);
    else if (m_wsgi->isChecked())
        complain(!m_chdir->text().isEmpty() && error.sentence.contains(m_chdir->text().trimmed()) ? m_chdirField
                                                                                                  : m_callableField,
                 error.sentence);
    m_general->setText(error.sentence);
    m_general->setVisible(m_demo->isChecked());
    adjustSize();
}

void BackendPopover::complain(const Field& field, const QString& sentence)
{
    field.error->setText(sentence);
    field.error->show();
    setLook(field.input, "wrong", u"true"_s);
    field.input->setAccessibleDescription(sentence);
    field.input->setFocus();
}

void BackendPopover::clearErrors()
{
    for (const Field& field : {m_folderField, m_callableField, m_chdirField, m_pythonField}) {
        field.error->hide();
        setLook(field.input, "wrong", u"false"_s);
        field.input->setAccessibleDescription(field.input->toolTip());
    }
    m_general->hide();
    if (!isHidden())
        adjustSize();
}

} // namespace windsock::ui
