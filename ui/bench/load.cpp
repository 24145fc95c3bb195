// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/load.h"

#include "core/bench/loadgenerator.h"

namespace windsock::ui {

namespace {

class GeneratedLoad final : public Load
{
public:
    explicit GeneratedLoad(std::vector<bench::Plan> plans)
        : m_generator(std::move(plans))
    {
        m_generator.start();
    }

    void stop() override { m_generator.stop(); }
    bench::Progress progress() const override { return m_generator.progress(); }
    bool finished() const override { return m_generator.finished(); }
    bench::Runs runs() const override { return m_generator.runs(); }

private:
    bench::LoadGenerator m_generator;
};

} // namespace

std::unique_ptr<Load> startLoad(std::vector<bench::Plan> plans)
{
    return std::make_unique<GeneratedLoad>(std::move(plans));
}

} // namespace windsock::ui
