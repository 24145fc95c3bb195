// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where Pythons may be: PATH, the usual folders, pyenv, uv, virtualenvs. Reads folders and runs nothing; plain values,
// any thread.
#pragma once

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <vector>

namespace windsock::matrix {

/// How one was found.
enum class Found { Path, System, Pyenv, Uv, Virtualenv, Tox, Named };

/// "PATH", "pyenv" … for people.
QString foundTitle(Found found);

struct SearchPlaces
{
    QProcessEnvironment environment; ///< PATH, HOME, PYENV_ROOT, VIRTUAL_ENV and WORKON_HOME are looked at
    QString folder;                  ///< venv, .venv and .tox are looked for here
    QStringList systemFolders{QStringLiteral("/usr/bin"), QStringLiteral("/usr/local/bin"),
                              QStringLiteral("/opt/*/bin"), QStringLiteral("~/.local/bin")};

    /// Of this process, in its current folder.
    static SearchPlaces here();
    /// ~/x is in HOME.
    QString withHome(const QString& path) const;
};

/// A file that may be a Python.
struct InterpreterCandidate
{
    QString path; ///< absolute, links not followed
    Found found = Found::Path;
};

/// In the order in which they are preferred; what is the same file, and not in virtualenvs of their own, once. At most
/// 500.
std::vector<InterpreterCandidate> interpreterCandidates(const SearchPlaces& places);

} // namespace windsock::matrix
