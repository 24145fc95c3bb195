// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BackendPopover: chooses what requests are routed to: the demo, a Django folder or a WSGI callable, and the Python
// that runs it. What is wrong stands under the field where it was typed. GUI thread; owned by its window.
#pragma once

#include "ui/server/servercontrol.h"
#include "ui/theme.h"
#include "ui/widgets/popover.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace windsock::ui {

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
    struct Field
    {
        QWidget* row;
        QWidget* input;
        QLabel* error;
    };

    void build(const Theme& theme);
    Field addField(const QString& label, QWidget* input, QWidget* extra, QGridLayout* grid);
    void buildFields(QGridLayout* grid, const Theme& theme);
    QHBoxLayout* buildButtons();
    void showFieldsOfKind();
    void browse(QLineEdit* into, const QString& title);
    void accept();
    /// False when a field is wrong; says so there.
    bool check();
    void clearErrors();
    static void complain(const Field& field, const QString& sentence);
    void placeError(const Error& error);

    ServerControl& m_server;
    QRadioButton* m_demo;
    QRadioButton* m_django;
    QRadioButton* m_wsgi;
    QLineEdit* m_folder;
    QLineEdit* m_callable;
    QLineEdit* m_chdir;
    QComboBox* m_python;
    Field m_folderField{}, m_callableField{}, m_chdirField{}, m_pythonField{};
    QLabel* m_general;
    QPushButton* m_use;
};

/// Interpreters on PATH, "python3" first; their plain names.
QStringList pythonsOnPath();

} // namespace windsock::ui
