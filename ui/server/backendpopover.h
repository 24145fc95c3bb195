// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BackendPopover: chooses what requests are routed to: the demo, a Django folder or a WSGI callable and the Python that
// runs it, a server that runs already, or a command that starts one. What is wrong stands under the field where it was
// typed. GUI thread; owned by its window.
#pragma once

#include "ui/server/servercontrol.h"
#include "ui/theme.h"
#include "ui/widgets/popover.h"

#include <vector>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace windsock::ui {

class FormField;

class BackendPopover : public Popover
{
    Q_OBJECT
public:
    BackendPopover(ServerControl& server, const Theme& theme, QWidget* anchor);

    /// What the fields say now.
    BackendChoice choice() const;

protected:
    void prepare() override;
    QWidget* firstField() override;

private:
    /// One way to answer requests.
    struct Kind
    {
        QRadioButton* radio = nullptr;
        QString prefix;                                  ///< of the spec; what is typed into `text` follows
        QLineEdit* text = nullptr;                       ///< null for the demo
        FormField* field = nullptr;                      ///< where `text` stands
        bool hasFolder = false;                          ///< runs in m_chdir
        bool hasPython = false;                          ///< is run by m_python
        QString (*fault)(const QString& text) = nullptr; ///< what is wrong with `text`; empty: nothing
    };

    void build(const Theme& theme);
    void nameInputs(const Theme& theme);
    void buildKinds(QBoxLayout* kinds, QBoxLayout* fields);
    FormField* addField(const QString& label, QWidget* input, QWidget* extra, QBoxLayout* column);
    QPushButton* browseButton(const QString& text, const QString& objectName, const QString& toolTip, QLineEdit* into);
    QHBoxLayout* buildButtons();
    const Kind& chosen() const;
    void choose(const BackendChoice& choice);
    void showFieldsOfKind();
    void accept();
    /// False when a field is wrong; says so there.
    bool check();
    void clearErrors();
    void placeError(const Error& error);

    ServerControl& m_server;
    std::vector<Kind> m_kinds; // the demo is the first
    QLineEdit* m_folder;
    QLineEdit* m_callable;
    QLineEdit* m_address;
    QLineEdit* m_command;
    QLineEdit* m_chdir;
    QComboBox* m_python;
    QCheckBox* m_insecure;
    std::vector<FormField*> m_fields;
    FormField* m_chdirField = nullptr;
    FormField* m_pythonField = nullptr;
    QLabel* m_general;
    QPushButton* m_use;
};

/// Interpreters on PATH, "python3" first; their plain names.
QStringList pythonsOnPath();

} // namespace windsock::ui
