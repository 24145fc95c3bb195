# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# What every target of Windsock shares: the language, the warnings, the sanitizers.

set(WINDSOCK_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")
option(WINDSOCK_WERROR "Treat warnings as errors" ON)

function(windsock_target target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  # CMake 3.25 with Ninja would not run moc for a file that has only just been found: a configured tree is looked through anew.
  file(REMOVE ${CMAKE_CURRENT_BINARY_DIR}/${target}_autogen/timestamp)
  target_compile_definitions(${target} PRIVATE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_USE_QSTRINGBUILDER QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    WINDSOCK_VERSION="${PROJECT_VERSION}")
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    -Wold-style-cast -Wcast-qual -Wimplicit-fallthrough)
  if(WINDSOCK_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(WINDSOCK_SANITIZE)
    target_compile_options(${target} PUBLIC -fsanitize=${WINDSOCK_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=${WINDSOCK_SANITIZE})
  endif()
endfunction()

# Sources are found, not listed: a new handler or column is one new file.
function(windsock_sources out)
  file(GLOB_RECURSE found CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
  set(${out} ${found} PARENT_SCOPE)
endfunction()
