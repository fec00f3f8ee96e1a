//! `portico plugin new`

mod files;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use portico_sdk::names::is_plugin_name;
use portico_sdk::tag;
use serde_json::Value;

use self::files::File;
use super::{CliError, out};

pub const EXAMPLES: &str = "\
Examples:
  portico plugin new my-notes                        A sandboxed plugin, without a framework
  portico plugin new my-notes --template sandbox-react
  portico plugin new my-settings --template schema   A form, without any code
  portico plugin new my-widget --template component  A web component, for hosts that review it

Afterwards, in the new folder: npm install, npm run build (sandboxes only), then `portico plugin dev` to see it.";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct New {
    /// Name of the plugin: lower-case letters, digits and single hyphens.
    name: String,
    /// What to begin with.
    #[arg(long, value_enum, default_value_t = Template::Sandbox)]
    template: Template,
    /// Name shown to people; default: made of the plugin's name.
    #[arg(long)]
    title: Option<String>,
    /// Who makes it.
    #[arg(long, default_value = "")]
    publisher: String,
    /// Folder to make; default: the plugin's name, in the folder you are in.
    #[arg(long)]
    dir: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Template {
    /// Code in a worker, apart from the page: plain JavaScript.
    Sandbox,
    /// The same with React.
    SandboxReact,
    /// A form over settings.
    Schema,
    /// A web component in the page.
    Component,
}

impl Template {
    fn files(self) -> &'static [File] {
        match self {
            Self::Sandbox => files::SANDBOX,
            Self::SandboxReact => files::SANDBOX_REACT,
            Self::Schema => files::SCHEMA,
            Self::Component => files::COMPONENT,
        }
    }

    /// It is built with npm.
    fn is_built(self) -> bool {
        matches!(self, Self::Sandbox | Self::SandboxReact)
    }
}

/// What stands in braces in the templates.
struct Words {
    name: String,
    title: String,
    publisher: String,
}

impl New {
    pub fn run(self) -> Result<(), CliError> {
        if !is_plugin_name(&self.name) {
            return Err(CliError::new(format!(
                "{:?} is no name of a plugin: use lower-case letters, digits and single hyphens, at most 40 characters, starting with a letter.",
                self.name
            )));
        }
        let folder = self.dir.unwrap_or_else(|| PathBuf::from(&self.name));
        if folder
            .read_dir()
            .is_ok_and(|mut entries| entries.next().is_some())
        {
            return Err(CliError::new(format!(
                "{} is there already and not empty. Choose another name, or a folder with --dir.",
                folder.display()
            )));
        }
        let words = Words {
            title: self.title.unwrap_or_else(|| title_of(&self.name)),
            name: self.name,
            publisher: self.publisher,
        };
        for (path, text) in self.template.files() {
            let path = path.replace("gitignore", ".gitignore");
            write(&folder.join(&path), &words.fill(&path, text))?;
        }
        if self.template.is_built() {
            let vendor = folder.join("vendor/portico-plugin");
            for (path, text) in files::LIBRARY {
                let text = if *path == "package.json" {
                    for_users(text)
                } else {
                    (*text).to_owned()
                };
                write(&vendor.join(path), &text)?;
            }
        }
        let shown = folder.display();
        out::line(format_args!("Made {shown}. Next:"));
        out::line(format_args!("  cd {shown}"));
        if self.template.is_built() {
            out::line("  npm install && npm run build");
        }
        out::line("  portico plugin dev        # shows it in a page, and each change to it");
        Ok(())
    }
}

impl Words {
    /// A text with the words put in: as they are in prose, escaped as within quotes in code and JSON.
    fn fill(&self, path: &str, text: &str) -> String {
        let is_prose = Path::new(path)
            .extension()
            .is_some_and(|extension| extension == "md");
        let said = |text: &str| {
            if is_prose {
                return text.to_owned();
            }
            let quoted = Value::from(text).to_string();
            quoted[1..quoted.len() - 1].to_owned()
        };
        text.replace("{{name}}", &self.name)
            .replace("{{ident}}", &self.name.replace('-', "_"))
            .replace("{{prefix}}", tag::DEFAULT_PREFIX)
            .replace("{{publisher}}", &said(&self.publisher))
            .replace("{{title}}", &said(&self.title))
    }
}

/// `my-notes` → `My notes`.
fn title_of(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The library's package without what only its own tests need, which npm would install as well.
fn for_users(package: &str) -> String {
    let Ok(mut package) = serde_json::from_str::<Value>(package) else {
        return package.to_owned();
    };
    if let Some(object) = package.as_object_mut() {
        object.remove("devDependencies");
        object.remove("scripts");
    }
    format!("{package:#}\n")
}

fn write(path: &Path, text: &str) -> Result<(), CliError> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| CliError::new(format!("cannot write {}: {error}", path.display())))
}
