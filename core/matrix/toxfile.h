// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ToxFile: the environments of a tox.ini (or of [tox:tox] in a setup.cfg) and what each comes to, as tox 3.28 reads it.
// Does not run anything. A plain value, any thread.
#pragma once

#include "core/matrix/generativenames.h"
#include "core/matrix/inifile.h"
#include "core/matrix/toxcommands.h"

#include <QProcessEnvironment>

namespace windsock::matrix {

/// What an environment's sections say, with everything replaced.
struct ToxEnvironment
{
    QString name;
    QString basePython;           ///< "python2.7", "pypy3", a path; empty: whatever python3 is here
    QStringList deps;             ///< as pip takes them: a requirement, or an option such as -rFILE
    ToxSection::Variables setenv; ///< with TOX_ENV_NAME and TOX_ENV_DIR, without the random PYTHONHASHSEED
    QString changeDir;            ///< absolute
    QString envDir;               ///< absolute: where tox has the virtualenv
    CommandLines commands;
};

class ToxFile
{
public:
    /// `path` may be relative. Errors: NotFound when it cannot be read, else Invalid; both name the file, the second
    /// the line.
    static Result<ToxFile> read(const QString& path, const QProcessEnvironment& environment);
    /// The same from text. A path that ends with setup.cfg has its [tox:tox] read.
    static Result<ToxFile> parse(std::string_view bytes, const QString& path, const QProcessEnvironment& environment);

    const QString& path() const { return m_file.name(); }
    /// What `tox -l` prints: the envlist, in order; names may be there twice. Empty when there is none.
    const QStringList& defaults() const { return m_defaults; }
    /// What `tox` runs: `wanted` (the values of -e: lists, generative ones too; ALL is all), else TOXENV, else the
    /// envlist, else every section's, else "python". Error (NotFound): a name that nothing in the file knows; it says
    /// which there are.
    Result<QStringList> selected(const QStringList& wanted) const;
    /// The envlist, then those that have a section of their own.
    QStringList all() const;

    /// Errors, with the line: Invalid is what tox will not read the file with; NotFound what it says no sooner than it
    /// runs the environment, such as a variable that is not set.
    Result<ToxEnvironment> environment(const QString& name) const;

private:
    ToxFile(IniFile file, const QString& path, const QProcessEnvironment& environment);

    Result<void> expandSections();
    Result<void> readGlobals();
    Result<void> readEnvironmentList(ToxSection& section);
    Result<bool> writtenForTox4(ToxSection& section) const;
    void collectFactors();
    bool knows(const QString& name) const;
    Result<QStringList> expand(const QStringList& wanted) const;
    Result<void> readPlaces(ToxSection& section, ToxEnvironment& environment) const;
    Result<void> readContents(ToxSection& section, ToxEnvironment& environment) const;
    Result<QString> readPath(ToxSection& section, const QString& key, const QString& fallback) const;
    Result<QString> readBasePython(ToxSection& section, const QString& name) const;
    Result<QStringList> readDeps(ToxSection& section) const;

    IniFile m_file;
    QString m_folder;  // absolute, of the file
    QString m_globals; // the section's name
    QProcessEnvironment m_environment;
    QHash<QString, QString> m_substitutions; // toxinidir and so on
    QStringList m_defaults;
    QStringList m_sectionNames; // of [testenv:NAME], generated ones first, as tox sorts them
    QSet<QString> m_factors;    // those that stand anywhere in the file
    Ranges m_ranges = Ranges::AreNames;
    bool m_nameDecides = false; // over basepython: ignore_basepython_conflict
};

/// What the factors of a name say: "py27-django18" is python2.7, "pypy3" pypy3; empty: nothing.
QString pythonOfName(const QString& name);

} // namespace windsock::matrix
