// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FakePython: a file that answers as a Python does, as far as an environment of the matrix asks it. Written by a test
// into its folder.
#pragma once

#include "core/matrix/interpreters.h"
#include "tests/support/testfolder.h"

namespace windsock::test {

/// Lines of sh for each question.
struct FakePython
{
    QByteArray version = "3.11.2";
    QByteArray django = "printf '<version>3.2.25</version>'";
    QByteArray packages = {}; ///< a case of sh: "six) found=1.16;;"
    QByteArray venv = "mkdir -p \"$4/bin\" && cp \"$0\" \"$4/bin/python\"";
    QByteArray virtualenv = "echo 'No module named virtualenv'; exit 1";
    QByteArray pip = "true";

    /// Returns its path.
    QString plant(const TestFolder& folder, const QString& name) const
    {
        const QString path = folder.write(
            name, "#!/bin/sh\nPATH=/usr/bin:/bin\ncase \"$1 $2\" in\n*WINDSOCK-PYTHON*) printf 'WINDSOCK-PYTHON\\t" +
                      version + "\\tCPython\\t%s\\t%s\\t%s\\n' \"$0\" \"$0\" \"$0\" ;;\n*'import sys, django'*) " +
                      django + " ;;\n*get_distribution*) shift 2\nfor name; do found=\ncase $name in " + packages +
                      " esac\nprintf '<version>%s</version>' \"$found\"; done ;;\n'-m venv') " + venv +
                      " ;;\n'-m virtualenv') " + virtualenv + " ;;\n'-m pip') " + pip + " ;;\n*) exit 64 ;;\nesac\n");
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }
};

/// Only the folder's bin, so that this machine's own are not found.
inline matrix::SearchPlaces placesOf(const TestFolder& folder)
{
    matrix::SearchPlaces places;
    places.environment.insert(QStringLiteral("PATH"), folder.path(QStringLiteral("bin")));
    places.environment.insert(QStringLiteral("HOME"), folder.path());
    places.folder = folder.path();
    places.systemFolders.clear();
    return places;
}

} // namespace windsock::test
