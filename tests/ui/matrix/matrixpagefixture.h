// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of the compatibility page stand on: a page whose trial and whose matrix are the test's to script. GUI
// thread; a base of the test.
#pragma once

#include "tests/ui/matrix/matrixsamples.h"
#include "ui/matrix/environmentmodel.h"
#include "ui/matrix/environmentscard.h"
#include "ui/matrix/environmenttable.h"
#include "ui/matrix/matrixpage.h"
#include "ui/pulse.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

namespace windsock::ui::test {

using namespace Qt::StringLiterals;
using matrix::Phase;

/// What the test says of the trial that is on.
struct Script
{
    std::vector<matrix::EnvironmentSpec> specs;
    matrix::RunOptions options;
    std::vector<matrix::EnvironmentState> states;
    std::uint64_t version = 0;
    bool finished = false;
    bool cancelled = false;
    int begun = 0;
    mutable int asked = 0; ///< for its states
};

class ScriptedTrial final : public MatrixTrial
{
public:
    explicit ScriptedTrial(Script& script)
        : m_script(script)
    {
    }
    void cancel() override { m_script.cancelled = true; }
    bool finished() const override { return m_script.finished; }
    std::vector<matrix::EnvironmentState> states() const override
    {
        ++m_script.asked;
        return m_script.states;
    }
    std::uint64_t version() const override { return m_script.version; }

private:
    Script& m_script;
};

class MatrixPageFixture
{
protected:
    MatrixOptions options();
    std::unique_ptr<MatrixPage> make(const MatrixOptions& options);
    void openShown();
    void setUp();
    void tearDown();
    template <class Widget>
    Widget* find(const QString& name)
    {
        return m_page->findChild<Widget*>(name);
    }
    void click(const QString& name) { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    bool isEnabled(const QString& name) { return find<QAbstractButton>(name)->isEnabled(); }
    void tick() { Q_EMIT m_pulse->chartsTicked(); }
    void tellStates(const std::vector<matrix::EnvironmentState>& states)
    {
        m_script.states = states;
        ++m_script.version;
        tick();
    }
    void finish(const std::vector<matrix::EnvironmentState>& states)
    {
        m_script.finished = true;
        tellStates(states);
    }
    std::vector<matrix::EnvironmentState> threeResults()
    {
        return {notThere(m_specs[0]), seenToWork(m_specs[1]), seenToFail(m_specs[2])};
    }
    void tryAllAndFinish()
    {
        click(u"matrixTryAll"_s);
        finish(threeResults());
    }
    void select(int row) { m_page->environments().table().selectRow(row); }
    QString overall(int row)
    {
        return m_page->model().index(row, static_cast<int>(EnvironmentColumn::Overall)).data().toString();
    }
    QString message()
    {
        return find<QLabel>(u"matrixMessage"_s)->isHidden() ? QString() : find<QLabel>(u"matrixMessage"_s)->text();
    }
    QString why() { return find<QTextBrowser>(u"matrixWhy"_s)->toPlainText(); }

    Script m_script;
    std::vector<matrix::EnvironmentSpec> m_specs;
    QStringList m_read;             ///< files that were asked for; on the lookup's thread until it has ended
    std::optional<Error> m_refusal; ///< of a file
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Pulse> m_pulse;
    std::unique_ptr<MatrixPage> m_page;
};

inline MatrixOptions MatrixPageFixture::options()
{
    MatrixOptions options;
    options.trial = [this](std::vector<matrix::EnvironmentSpec> specs, const matrix::RunOptions& run) {
        const int begun = m_script.begun;
        m_script = {};
        m_script.begun = begun + 1;
        m_script.specs = std::move(specs);
        m_script.options = run;
        for (const auto& spec : m_script.specs)
            m_script.states.push_back(inPhase(spec, Phase::Waiting));
        return std::make_unique<ScriptedTrial>(m_script);
    };
    options.read = [this](const QString& file) -> Result<matrix::Matrix> {
        m_read += file;
        if (m_refusal && !file.isEmpty())
            return *m_refusal;
        return matrix::Matrix{file, m_specs};
    };
    options.workFolder = m_folder->filePath(u"virtualenvs"_s);
    return options;
}

inline std::unique_ptr<MatrixPage> MatrixPageFixture::make(const MatrixOptions& options)
{
    auto page = std::make_unique<MatrixPage>(*m_theme, *m_pulse, options);
    page->resize(1180, 650);
    return page;
}

/// Until the matrix was read.
inline void MatrixPageFixture::openShown()
{
    m_page->show();
    const auto settled = [this] {
        tick();
        return !find<QAbstractButton>(u"matrixChooser"_s)->text().contains(u"reading"_s);
    };
    QTRY_VERIFY(settled());
}

inline void MatrixPageFixture::setUp()
{
    m_script = {};
    m_specs = threeEnvironments();
    m_read.clear();
    m_refusal.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_theme = std::make_unique<Theme>(ThemeChoice::Light);
    m_window = std::make_unique<QWidget>();
    m_pulse = std::make_unique<Pulse>(m_window.get());
    m_page = make(options());
}

inline void MatrixPageFixture::tearDown()
{
    m_page.reset();
    m_pulse.reset();
}

} // namespace windsock::ui::test
