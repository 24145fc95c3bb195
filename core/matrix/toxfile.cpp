// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/toxfile.h"

#include "core/matrix/pythontext.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace windsock::matrix {

using python::shown;

namespace {

constexpr qint64 longestFile = 1 << 20;

const QString& testenv()
{
    static const QString name = QStringLiteral("testenv");
    return name;
}

const QString& testenvPrefix()
{
    static const QString prefix = QStringLiteral("testenv:");
    return prefix;
}

/// py27, pypy3, jython: factors that tox takes for a Python without a word about it in the file.
QRegularExpressionMatch matchPython(const QString& factor)
{
    static const QRegularExpression shape(QStringLiteral("^(?!py$)(py|pypy|jython)([2-9][0-9]?[0-9]?)?$"));
    return shape.match(factor);
}

Error unreadable(const QString& path, const QString& why)
{
    return {ErrorCode::NotFound,
            QStringLiteral("Cannot read \"%1\" (%2): give --config the path of a tox.ini or a matrix.toml.")
                .arg(path.left(200), why),
            {}};
}

} // namespace

QString pythonOfName(const QString& name)
{
    for (const QString& factor : name.split(u'-')) {
        const auto match = matchPython(factor);
        if (!match.hasMatch())
            continue;
        const QString kind = match.captured(1) == QStringLiteral("py") ? QStringLiteral("python") : match.captured(1);
        const QString digits = match.captured(2);
        return kind + digits.left(1) + (digits.size() > 1 ? u'.' + digits.mid(1) : QString());
    }
    return {};
}

ToxFile::ToxFile(IniFile file, const QString& path, const QProcessEnvironment& environment)
    : m_file(std::move(file))
    , m_folder(QFileInfo(path).absolutePath())
    , m_globals(QFileInfo(path).fileName() == QStringLiteral("setup.cfg") ? QStringLiteral("tox:tox")
                                                                          : QStringLiteral("tox"))
    , m_environment(environment)
{
}

Result<ToxFile> ToxFile::read(const QString& path, const QProcessEnvironment& environment)
{
    if (QFileInfo(path).isDir())
        return unreadable(path, QStringLiteral("it is a folder"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path, file.errorString());
    const QByteArray content = file.read(longestFile + 1);
    if (content.size() > longestFile)
        return Error{
            ErrorCode::Invalid,
            QStringLiteral("\"%1\" has over %2 kB: that is no tox.ini.").arg(path.left(200)).arg(longestFile / 1024),
            {}};
    return parse({content.constData(), static_cast<std::size_t>(content.size())}, path, environment);
}

Result<ToxFile> ToxFile::parse(std::string_view bytes, const QString& path, const QProcessEnvironment& environment)
{
    auto file = IniFile::parse(bytes, path);
    if (!file)
        return file.error();
    ToxFile tox(std::move(*file), path, environment);
    if (tox.m_globals != QStringLiteral("tox") && !tox.m_file.section(tox.m_globals))
        return Error{ErrorCode::NotFound,
                     QStringLiteral("\"%1\" has no section [tox:tox]: give --config a file that has one, or a tox.ini.")
                         .arg(path.left(200)),
                     {}};
    if (const auto expanded = tox.expandSections(); !expanded)
        return expanded.error();
    if (const auto globals = tox.readGlobals(); !globals)
        return globals.error();
    return tox;
}

/// [testenv:py{27,36}-x] becomes two sections, unless there is one of that name, which stays.
Result<void> ToxFile::expandSections()
{
    std::vector<IniSection> kept;
    std::vector<IniSection> generated;
    QSet<QString> names;
    for (const IniSection& section : m_file.sections())
        names.insert(section.name);
    for (const IniSection& section : m_file.sections()) {
        const auto expanded = expandSectionName(section.name);
        if (!expanded)
            return m_file.wrongAt(section.line, expanded.error().sentence);
        const std::size_t before = generated.size();
        for (const QString& name : *expanded) {
            if (names.contains(name))
                continue;
            names.insert(name);
            generated.push_back({name, section.line, section.items});
        }
        if (generated.size() == before)
            kept.push_back(section);
        if (generated.size() > std::size_t(MostNames))
            return m_file.wrongAt(section.line,
                                  QStringLiteral("here are more than %1 sections: write fewer").arg(MostNames));
    }
    generated.insert(generated.end(), kept.begin(), kept.end());
    m_file.replaceSections(std::move(generated));
    for (const IniSection& section : m_file.sections()) {
        if (section.name.startsWith(testenvPrefix()))
            m_sectionNames.append(section.name.mid(testenvPrefix().size()));
    }
    return {};
}

Result<void> ToxFile::readGlobals()
{
    ToxSection section(m_file, {m_globals}, {}, m_environment);
    const QString home = m_environment.value(QStringLiteral("HOME"), m_folder);
    section.substitute(QStringLiteral("toxinidir"), m_folder);
    section.substitute(QStringLiteral("homedir"), home);
    const QStringList places[] = {{QStringLiteral("toxworkdir"), QStringLiteral("{toxinidir}/.tox")},
                                  {QStringLiteral("distdir"), QStringLiteral("{toxworkdir}/dist")},
                                  {QStringLiteral("distshare"), QStringLiteral("{homedir}/.tox/distshare")},
                                  {QStringLiteral("temp_dir"), QStringLiteral("{toxworkdir}/.tmp")}};
    m_substitutions = {{QStringLiteral("toxinidir"), m_folder}, {QStringLiteral("homedir"), home}};
    for (const QStringList& place : places) {
        const auto path = readPath(section, place[0], place[1]);
        if (!path)
            return path.error();
        m_substitutions.insert(place[0], *path);
    }
    const auto nameDecides = section.flag(QStringLiteral("ignore_basepython_conflict"), false);
    if (!nameDecides)
        return nameDecides.error();
    m_nameDecides = *nameDecides;
    const auto tox4 = writtenForTox4(section);
    if (!tox4)
        return tox4.error();
    m_ranges = *tox4 ? Ranges::AreExpanded : Ranges::AreNames;
    return readEnvironmentList(section);
}

/// tox 3 does not run such a file itself: it fetches the tox that is asked for, which knows ranges.
Result<bool> ToxFile::writtenForTox4(ToxSection& section) const
{
    static const QRegularExpression four(QStringLiteral("^\\s*([4-9]|[1-9][0-9])(\\.|$)"));
    static const QRegularExpression required(QStringLiteral("^tox\\s*(>=|==|~=|>)\\s*([4-9]|[1-9][0-9])\\b"),
                                             QRegularExpression::CaseInsensitiveOption);
    for (const QString& key : {QStringLiteral("minversion"), QStringLiteral("min_version")}) {
        const auto version = section.text(key);
        if (!version)
            return version.error();
        if (four.match(version->value_or(QString())).hasMatch())
            return true;
    }
    const auto requires_ = section.lines(QStringLiteral("requires"));
    if (!requires_)
        return requires_.error();
    return std::any_of(requires_->begin(), requires_->end(),
                       [](const QString& line) { return required.match(line).hasMatch(); });
}

Result<void> ToxFile::readEnvironmentList(ToxSection& section)
{
    const QString key = QStringLiteral("envlist");
    const QString keyOfTox4 = QStringLiteral("env_list");
    const QString written = m_ranges == Ranges::AreExpanded && m_file.value(m_globals, keyOfTox4) ? keyOfTox4 : key;
    const auto list = section.rawText(written);
    if (!list)
        return list.error();
    const auto names = expandLines(list->value_or(QString()), m_ranges);
    if (!names)
        return section.wrong(written, names.error().sentence);
    m_defaults = *names;
    collectFactors();
    return {};
}

/// Those of conditions in [testenv] and of the envlist; a condition that cannot be read is told where it is used.
void ToxFile::collectFactors()
{
    static const QRegularExpression condition(QStringLiteral("^([\\w{}.!,-]+):\\s+"),
                                              QRegularExpression::UseUnicodePropertiesOption |
                                                  QRegularExpression::MultilineOption);
    m_factors = {QStringLiteral("py"), QStringLiteral("python")};
    for (const QString& name : m_defaults) {
        for (const QString& factor : name.split(u'-'))
            m_factors.insert(factor);
    }
    const IniSection* section = m_file.section(testenv());
    if (!section)
        return;
    for (const auto& [key, value] : section->items->inOrder) {
        for (auto it = condition.globalMatch(value.text); it.hasNext();) {
            const auto alternatives = parseFactors(it.next().captured(1));
            for (const Factors& factors : alternatives ? *alternatives : std::vector<Factors>())
                m_factors += factors.included + factors.excluded;
        }
    }
}

bool ToxFile::knows(const QString& name) const
{
    const QStringList factors = name.split(u'-');
    return m_file.section(testenvPrefix() + name) != nullptr || name == QStringLiteral("python") ||
           std::all_of(factors.begin(), factors.end(), [this](const QString& factor) {
               return m_factors.contains(factor) || matchPython(factor).hasMatch();
           });
}

QStringList ToxFile::all() const
{
    QStringList names = m_defaults + m_sectionNames;
    names.removeDuplicates();
    return names;
}

Result<QStringList> ToxFile::expand(const QStringList& wanted) const
{
    QStringList names;
    for (const QString& list : wanted) {
        const auto expanded = expandLines(list, m_ranges);
        if (!expanded)
            return Error{ErrorCode::Invalid, QStringLiteral("-e: %1.").arg(expanded.error().sentence), {}};
        names += *expanded;
    }
    return names;
}

Result<QStringList> ToxFile::selected(const QStringList& wanted) const
{
    const QString fromOutside = m_environment.value(QStringLiteral("TOXENV"));
    auto names = expand(wanted.isEmpty() && !fromOutside.isEmpty() ? QStringList(fromOutside) : wanted);
    if (!names)
        return names;
    const QStringList everything = all().isEmpty() ? QStringList(QStringLiteral("python")) : all();
    if (names->contains(QStringLiteral("ALL")))
        return everything;
    if (names->isEmpty())
        return m_defaults.isEmpty() ? everything : m_defaults;
    for (const QString& name : *names) {
        if (!knows(name))
            return Error{ErrorCode::NotFound,
                         QStringLiteral("There is no environment \"%1\" in %2: there are %3.")
                             .arg(shown(name), path(), everything.join(QStringLiteral(", ")).left(1000)),
                         {}};
    }
    return names;
}

} // namespace windsock::matrix
