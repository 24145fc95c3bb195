// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/backendpopover.h"

#include "ui/widgets/formfield.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QRadioButton>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text)
{
    return BackendPopover::tr(text);
}

QString faultOfFolder(const QString& folder)
{
    if (folder.isEmpty())
        return tr("Type or browse to the folder that has manage.py.");
    return QFileInfo(folder).isDir() ? QString() : tr("There is no folder of that name.");
}

QString faultOfCallable(const QString& callable)
{
    return callable.contains(u':') ? QString() : tr("Write MODULE:CALLABLE, for example mysite.wsgi:application.");
}

QString faultOfAddress(const QString& address)
{
    for (const QString& scheme : {u"http://"_s, u"https://"_s, u"unix:"_s}) {
        if (address.startsWith(scheme) && address.size() > scheme.size())
            return {};
    }
    return tr("Write http://HOST:PORT, https://HOST:PORT or unix:PATH.");
}

QString faultOfCommand(const QString& line)
{
    return line.isEmpty() ? tr("Type the command line, with {port} or {socket} where the server is to listen.")
                          : QString();
}

} // namespace

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
    , m_folder(new QLineEdit(this))
    , m_callable(new QLineEdit(this))
    , m_address(new QLineEdit(this))
    , m_command(new QLineEdit(this))
    , m_chdir(new QLineEdit(this))
    , m_python(new QComboBox(this))
    , m_insecure(new QCheckBox(tr("Take &any certificate"), this))
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
    auto* kinds = new QVBoxLayout;
    kinds->setSpacing(8);
    auto* fields = new QVBoxLayout;
    fields->setSpacing(3);
    nameInputs(theme);
    buildKinds(kinds, fields);
    m_chdirField =
        addField(tr("Folder"), m_chdir,
                 browseButton(tr("B&rowse…"), u"browseWsgiFolder"_s, tr("Folder it runs in"), m_chdir), fields);
    m_pythonField = addField(tr("Python"), m_python, nullptr, fields);
    column->addLayout(kinds);
    column->addLayout(fields);
    m_general->setWordWrap(true);
    m_general->hide();
    column->addWidget(m_general);
    column->addLayout(buildButtons());
    setFixedWidth(520);
}

void BackendPopover::buildKinds(QBoxLayout* kinds, QBoxLayout* fields)
{
    auto* browseFolder =
        browseButton(tr("&Browse…"), u"browseDjangoFolder"_s, tr("Folder of the Django project"), m_folder);
    const auto radio = [&](const QString& text, const QString& objectName) {
        auto* button = new QRadioButton(text, this);
        nameWidget(button, objectName, QString(text).remove(u'&'));
        connect(button, &QRadioButton::toggled, this, &BackendPopover::showFieldsOfKind);
        kinds->addWidget(button);
        return button;
    };
    m_kinds = {
        {.radio = radio(tr("&Demo polls: built in, needs nothing installed"), u"backendDemo"_s), .prefix = u"demo"_s},
        {.radio = radio(tr("D&jango project"), u"backendDjango"_s),
         .prefix = u"django:"_s,
         .text = m_folder,
         .field = addField(tr("Folder"), m_folder, browseFolder, fields),
         .hasPython = true,
         .fault = faultOfFolder},
        {.radio = radio(tr("&WSGI callable"), u"backendWsgi"_s),
         .prefix = u"wsgi:"_s,
         .text = m_callable,
         .field = addField(tr("Callable"), m_callable, nullptr, fields),
         .hasFolder = true,
         .hasPython = true,
         .fault = faultOfCallable},
        {.radio = radio(tr("&Server that runs already: a reverse proxy to it"), u"backendProxy"_s),
         .prefix = {},
         .text = m_address,
         .field = addField(tr("Address"), m_address, m_insecure, fields),
         .fault = faultOfAddress},
        {.radio = radio(tr("&Command that starts one: gunicorn, uvicorn, daphne, runserver"), u"backendCommand"_s),
         .prefix = u"command:"_s,
         .text = m_command,
         .field = addField(tr("Command"), m_command, nullptr, fields),
         .hasFolder = true,
         .fault = faultOfCommand},
    };
}

void BackendPopover::nameInputs(const Theme& theme)
{
    nameWidget(m_folder, u"djangoFolder"_s, tr("Folder of the Django project"), tr("The folder that has manage.py"));
    nameWidget(m_callable, u"wsgiCallable"_s, tr("WSGI callable"), tr("MODULE:CALLABLE, as for gunicorn"));
    nameWidget(m_address, u"proxyAddress"_s, tr("Address of the server"),
               tr("http://HOST:PORT, https://HOST:PORT or unix:PATH"));
    nameWidget(m_command, u"commandLine"_s, tr("Command line"),
               tr("{port} or {socket} is filled in; it is started again when it ends"));
    nameWidget(m_chdir, u"wsgiFolder"_s, tr("Folder it runs in"), tr("Empty: the folder Windsock was started in"));
    nameWidget(m_python, u"backendPython"_s, tr("Python interpreter"),
               tr("A name on PATH or a path, such as a virtualenv's bin/python"));
    nameWidget(m_insecure, u"proxyInsecure"_s, tr("Take any certificate"),
               tr("For a server with a certificate of its own making"));
    m_folder->setPlaceholderText(tr("/home/me/mysite"));
    m_callable->setPlaceholderText(tr("mysite.wsgi:application"));
    m_address->setPlaceholderText(tr("http://127.0.0.1:9000"));
    m_command->setPlaceholderText(tr("daphne -p {port} mysite.asgi:application"));
    m_chdir->setPlaceholderText(tr("folder it is run in"));
    m_python->setEditable(true);
    m_python->setInsertPolicy(QComboBox::NoInsert);
    m_python->addItems(pythonsOnPath());
    m_python->lineEdit()->setPlaceholderText(tr("python3"));
    nameWidget(m_python->lineEdit(), u"backendPythonText"_s, tr("Python interpreter"));
    for (QWidget* input :
         std::initializer_list<QWidget*>{m_folder, m_callable, m_address, m_command, m_chdir, m_python})
        input->setFont(theme.mono());
    m_insecure->setEnabled(false);
    connect(m_address, &QLineEdit::textChanged, this,
            [this](const QString& address) { m_insecure->setEnabled(address.startsWith(u"https:"_s)); });
    for (QLineEdit* edit : {m_folder, m_callable, m_address, m_command, m_chdir, m_python->lineEdit()}) {
        connect(edit, &QLineEdit::textEdited, this, &BackendPopover::clearErrors);
        connect(edit, &QLineEdit::returnPressed, this, &BackendPopover::accept);
    }
}

FormField* BackendPopover::addField(const QString& label, QWidget* input, QWidget* extra, QBoxLayout* column)
{
    m_fields.push_back(new FormField(label, input, extra, this));
    column->addWidget(m_fields.back());
    return m_fields.back();
}

QPushButton* BackendPopover::browseButton(const QString& text, const QString& objectName, const QString& title,
                                          QLineEdit* into)
{
    auto* button = makeButton(text, objectName, tr("Choose: %1").arg(title), this);
    connect(button, &QPushButton::clicked, this, [this, title, into] {
        const QString folder = QFileDialog::getExistingDirectory(window(), title, into->text());
        if (folder.isEmpty())
            return;
        into->setText(folder);
        clearErrors();
    });
    return button;
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

const BackendPopover::Kind& BackendPopover::chosen() const
{
    const auto found =
        std::find_if(m_kinds.begin(), m_kinds.end(), [](const Kind& kind) { return kind.radio->isChecked(); });
    return found == m_kinds.end() ? m_kinds.front() : *found;
}

void BackendPopover::prepare()
{
    clearErrors();
    choose(m_server.status().backend);
    showFieldsOfKind();
}

void BackendPopover::choose(const BackendChoice& choice)
{
    m_kinds.front().radio->setChecked(true);
    for (const Kind& kind : m_kinds) {
        // The proxy has no prefix of its own: its addresses are what its check lets through.
        const bool fits = kind.text && choice.spec.startsWith(kind.prefix) &&
                          (!kind.prefix.isEmpty() || kind.fault(choice.spec).isEmpty());
        if (!fits)
            continue;
        kind.radio->setChecked(true);
        kind.text->setText(choice.spec.mid(kind.prefix.size()));
    }
    m_chdir->setText(choice.chdir);
    m_insecure->setChecked(choice.insecure);
    m_python->setEditText(choice.python.isEmpty() ? m_python->itemText(0) : choice.python);
}

QWidget* BackendPopover::firstField()
{
    return chosen().radio;
}

void BackendPopover::showFieldsOfKind()
{
    const Kind& now = chosen();
    for (const Kind& kind : m_kinds) {
        if (kind.field)
            kind.field->setVisible(kind.radio == now.radio);
    }
    m_chdirField->setVisible(now.hasFolder);
    m_pythonField->setVisible(now.hasPython);
    clearErrors();
    adjustSize();
}

BackendChoice BackendPopover::choice() const
{
    const Kind& kind = chosen();
    BackendChoice choice;
    choice.spec = kind.text ? kind.prefix + kind.text->text().trimmed() : kind.prefix;
    if (kind.hasFolder)
        choice.chdir = m_chdir->text().trimmed();
    if (kind.hasPython)
        choice.python = m_python->currentText().trimmed();
    choice.insecure = kind.text == m_address && m_insecure->isEnabled() && m_insecure->isChecked();
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
    const Kind& kind = chosen();
    const QString fault = kind.fault ? kind.fault(kind.text->text().trimmed()) : QString();
    const QString chdir = m_chdir->text().trimmed();
    if (!fault.isEmpty())
        kind.field->complain(fault);
    else if (kind.hasFolder && !chdir.isEmpty() && !QFileInfo(chdir).isDir())
        m_chdirField->complain(tr("There is no folder of that name."));
    else
        return true;
    adjustSize();
    return false;
}

void BackendPopover::placeError(const Error& error)
{
    const Kind& kind = chosen();
    const auto names = [&](const QString& typed) { return !typed.isEmpty() && error.sentence.contains(typed); };
    if (kind.hasPython && error.code != ErrorCode::Invalid && names(m_python->currentText().trimmed()))
        m_pythonField->complain(error.sentence);
    else if (kind.hasFolder && names(m_chdir->text().trimmed()))
        m_chdirField->complain(error.sentence);
    else if (kind.field)
        kind.field->complain(error.sentence);
    m_general->setText(error.sentence);
    m_general->setVisible(!kind.field);
    adjustSize();
}

void BackendPopover::clearErrors()
{
    for (FormField* field : m_fields)
        field->clear();
    m_general->hide();
    if (!isHidden())
        adjustSize();
}

} // namespace windsock::ui
