//! The command line: one table of commands, options and values, from which parsing, help, man page
//! and completion are made. Of the window it knows how it is opened, and nothing else.

mod bash_completion;
mod check_command;
mod check_folder;
mod check_output;
mod cli_error;
mod command_line;
mod comments_command;
mod compare_command;
mod completions;
mod destination;
mod draft_commands;
mod export_command;
mod fish_completion;
mod help_page;
mod import_remarks;
mod interrupt;
mod invocation;
mod localized_table;
mod man_page;
mod merge_command;
mod package_command;
mod paper_options;
mod powershell_completion;
mod progress_line;
mod review_arguments;
mod revisions_command;
mod rollup_command;
mod rollup_output;
mod rollup_returns;
mod rules_command;
mod stage_command;
mod terminal;
mod text_columns;
mod usage_error;
mod value_parsers;
mod verify_command;
mod zsh_completion;

use crate::messages::{self, Language};
use crate::session::PatientDisk;
use crate::storage::{Disk, RealDisk};
use cli_error::CliError;
use command_line::CliCommand;
use invocation::Task;

pub use invocation::{CommandLineRequest, Invocation, Request};
pub use localized_table::locale_keys;

/// Does what is asked for and returns the exit status: 0 done, 1 findings of severity error, for which a final
/// version is refused, 2 could
/// not be read or written, or the arguments make no sense.
pub fn run(request: CommandLineRequest, language: Language) -> u8 {
    // Nobody else waits in a console: what another program holds is tried again.
    run_on(&PatientDisk::new(&RealDisk, std::thread::sleep), request, language)
}

/// As [`run`], with the files on this disk.
pub fn run_on(disk: &dyn Disk, request: CommandLineRequest, language: Language) -> u8 {
    let done = match request.0 {
        Ok(Task::Help(command)) => terminal::text(&help_page::help_page(language, command.as_deref())).map(|()| 0),
        Ok(Task::Version) => terminal::text(&format!("nianbao {}\n", env!("CARGO_PKG_VERSION"))).map(|()| 0),
        Ok(Task::Command(command)) => run_command(disk, &command, language),
        Err(error) => Err(CliError::Usage(error)),
    };
    done.unwrap_or_else(|error| {
        messages::complain(&error.sentence(language));
        error.status()
    })
}

/// Says that the program was built without its window; the exit status.
#[cfg(not(feature = "window"))]
pub fn say_no_window(language: Language) -> u8 {
    messages::complain(&language.word("window.left_out"));
    2
}

fn run_command(disk: &dyn Disk, command: &CliCommand, language: Language) -> Result<u8, CliError> {
    match command {
        CliCommand::New(arguments) => draft_commands::new(disk, arguments, language),
        CliCommand::Import(arguments) => draft_commands::import(disk, arguments, language),
        CliCommand::Info(arguments) => draft_commands::info(disk, arguments, language),
        CliCommand::Check(arguments) => check_command::check(disk, arguments, language),
        CliCommand::Rollup(arguments) => rollup_command::rollup(disk, arguments, language),
        CliCommand::Rules(arguments) => rules_command::rules(disk, arguments, language),
        CliCommand::Export(arguments) => export_command::export(disk, arguments, language),
        CliCommand::Package(arguments) => package_command::package(disk, arguments, language),
        CliCommand::Compare(arguments) => compare_command::compare(disk, arguments, language),
        CliCommand::Comments(arguments) => comments_command::comments(disk, arguments, language),
        CliCommand::Merge(arguments) => merge_command::merge(disk, arguments, language),
        CliCommand::Revisions(arguments) => revisions_command::revisions(disk, arguments, language),
        CliCommand::Stage(arguments) => stage_command::stage(disk, arguments, language),
        CliCommand::Verify(arguments) => verify_command::verify(disk, arguments, language),
        CliCommand::Completions(arguments) => completions::print(arguments.shell, language),
        CliCommand::Man => terminal::text(&man_page::man_page(language)).map(|()| 0),
        // The parser has turned these into requests of their own.
        CliCommand::Open(_) | CliCommand::Help(_) => Ok(0),
    }
}
