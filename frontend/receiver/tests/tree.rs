//! The tree against a naive model that has no ids to look up and no operations: a document of nested lists.

mod support;

use proptest::prelude::*;
use support::{Plugin, V, element, text};

/// A node as the plugin's own document has it.
#[derive(Debug, Clone)]
struct Model {
    id: String,
    /// `None`: a text.
    name: Option<&'static str>,
    value: String,
    children: Vec<Model>,
}

const NAMES: [&str; 6] = ["div", "p", "span", "script", "ul", "form"];

impl Model {
    fn html(&self, hidden: bool) -> String {
        if hidden {
            return String::new();
        }
        match self.name {
            None => self.value.clone(),
            Some("script" | "form") => "<!---->".to_owned(),
            Some(name) => {
                let inner: String = self
                    .children
                    .iter()
                    .map(|child| child.html(false))
                    .collect();
                format!("<{name} title=\"{}\">{inner}</{name}>", self.value)
            }
        }
    }

    fn record(&self) -> V {
        match self.name {
            None => text(&self.id, &self.value),
            Some(name) => element(
                &self.id,
                name,
                &[("title", &self.value)],
                self.children.iter().map(Self::record).collect(),
            ),
        }
    }

    /// All elements, as paths.
    fn paths(&self, path: &[usize], found: &mut Vec<Vec<usize>>) {
        if self.name.is_some() {
            found.push(path.to_vec());
        }
        for (number, child) in self.children.iter().enumerate() {
            child.paths(&[path, &[number]].concat(), found);
        }
    }

    fn all(&self, path: &[usize], found: &mut Vec<Vec<usize>>) {
        found.push(path.to_vec());
        for (number, child) in self.children.iter().enumerate() {
            child.all(&[path, &[number]].concat(), found);
        }
    }

    fn at(&mut self, path: &[usize]) -> &mut Self {
        path.iter()
            .fold(self, |node, number| &mut node.children[*number])
    }
}

/// One step, in numbers that are read modulo what there is.
#[derive(Debug, Clone)]
enum Step {
    Insert {
        parent: usize,
        index: usize,
        shape: Vec<u8>,
    },
    Remove {
        parent: usize,
        index: usize,
    },
    /// Remove and insert again elsewhere, as remote-dom moves; perhaps changed meanwhile.
    Move {
        parent: usize,
        index: usize,
        to: usize,
        place: usize,
        change: bool,
    },
    Set {
        node: usize,
        value: u8,
    },
    /// Sent, and refused.
    Hostile(u8, usize),
    Wait(u16),
}

fn step() -> impl Strategy<Value = Step> {
    let n = || 0_usize..1_000;
    prop_oneof![
        4 => (n(), n(), prop::collection::vec(any::<u8>(), 1..8)).prop_map(|(parent, index, shape)| Step::Insert { parent, index, shape }),
        2 => (n(), n()).prop_map(|(parent, index)| Step::Remove { parent, index }),
        4 => (n(), n(), n(), n(), any::<bool>()).prop_map(|(parent, index, to, place, change)| Step::Move { parent, index, to, place, change }),
        3 => (n(), any::<u8>()).prop_map(|(node, value)| Step::Set { node, value }),
        2 => (any::<u8>(), n()).prop_map(|(kind, at)| Step::Hostile(kind, at)),
        1 => (0_u16..1_500).prop_map(Step::Wait),
    ]
}

struct World {
    root: Model,
    next: u32,
}

impl World {
    fn id(&mut self) -> String {
        self.next += 1;
        self.next.to_string()
    }

    fn build(&mut self, shape: &[u8]) -> Model {
        let mut top = Model {
            id: self.id(),
            name: Some(NAMES[usize::from(shape[0]) % 6]),
            value: "t".to_owned(),
            children: vec![],
        };
        for byte in &shape[1..] {
            let id = self.id();
            let name = (byte % 3 > 0).then(|| NAMES[usize::from(*byte) % 6]);
            let child = Model {
                id,
                name,
                value: format!("v{}", byte % 5),
                children: vec![],
            };
            let mut paths = Vec::new();
            top.paths(&[], &mut paths);
            let at = usize::from(*byte) % paths.len();
            top.at(&paths[at]).children.push(child);
        }
        top
    }

    fn elements(&self) -> Vec<Vec<usize>> {
        let mut paths = Vec::new();
        self.root.paths(&[], &mut paths);
        paths
    }
}

fn run(steps: &[Step]) -> Result<(), TestCaseError> {
    let mut world = World {
        root: Model {
            id: "~".to_owned(),
            name: Some("div"),
            value: String::new(),
            children: vec![],
        },
        next: 0,
    };
    let mut plugin = Plugin::unhurried();
    let mut errors = 0;
    for step in steps {
        let elements = world.elements();
        match step {
            Step::Insert {
                parent,
                index,
                shape,
            } => {
                let path = elements[parent % elements.len()].clone();
                if path.len() > 20 {
                    continue;
                }
                let node = world.build(shape);
                let parent = world.root.at(&path);
                let index = index % (parent.children.len() + 1);
                plugin.mutate(vec![list![
                    0,
                    parent.id.as_str(),
                    node.record(),
                    i32::try_from(index).unwrap_or(0)
                ]]);
                parent.children.insert(index, node);
            }
            Step::Remove { parent, index } => {
                let parent = world.root.at(&elements[parent % elements.len()]);
                if parent.children.is_empty() {
                    continue;
                }
                let index = index % parent.children.len();
                plugin.mutate(vec![list![
                    1,
                    parent.id.as_str(),
                    i32::try_from(index).unwrap_or(0)
                ]]);
                parent.children.remove(index);
            }
            Step::Move {
                parent,
                index,
                to,
                place,
                change,
            } => {
                let path = elements[parent % elements.len()].clone();
                let parent = world.root.at(&path);
                if parent.children.is_empty() {
                    continue;
                }
                let index = index % parent.children.len();
                let from = parent.id.clone();
                let mut node = parent.children.remove(index);
                if *change {
                    // While it is away no one is told what happens to it.
                    node.value.push('!');
                    let mut all = Vec::new();
                    node.all(&[], &mut all);
                    if let Some(inner) = all.get(1) {
                        let (last, rest) = (inner[inner.len() - 1], &inner[..inner.len() - 1]);
                        let taken = node.at(rest).children.remove(last);
                        if node.name.is_some() {
                            node.children.push(taken);
                        }
                    }
                }
                let elements = world.elements();
                let to = elements[to % elements.len()].clone();
                if to.len() > 20 {
                    continue;
                }
                let target = world.root.at(&to);
                let place = place % (target.children.len() + 1);
                plugin.mutate(vec![
                    list![1, from.as_str(), i32::try_from(index).unwrap_or(0)],
                    list![
                        0,
                        target.id.as_str(),
                        node.record(),
                        i32::try_from(place).unwrap_or(0)
                    ],
                ]);
                target.children.insert(place, node);
            }
            Step::Set { node, value } => {
                let mut all = Vec::new();
                world.root.all(&[], &mut all);
                let path = &all[node % all.len()];
                if path.is_empty() {
                    continue;
                }
                let node = world.root.at(path);
                node.value = format!("s{value}");
                let record = match node.name {
                    None => list![2, node.id.as_str(), node.value.as_str()],
                    Some(_) => list![3, node.id.as_str(), "title", node.value.as_str()],
                };
                plugin.mutate(vec![record]);
            }
            Step::Hostile(kind, at) => {
                let parent = world.root.at(&elements[at % elements.len()]);
                let id = parent.id.as_str();
                let past = i32::try_from(parent.children.len()).unwrap_or(0);
                errors += 1;
                if errors > 20 {
                    return Ok(());
                }
                plugin.mutate(vec![match kind % 7 {
                    0 => list![0, id, text("x1", "?"), past + 1],
                    1 => list![1, id, past],
                    2 => list![
                        0,
                        id,
                        element("x1", "p", &[], vec![text("x2", "?"), text("x2", "?")]),
                        0
                    ],
                    3 => list![
                        0,
                        id,
                        element("x1", "p", &[], vec![element(id, "p", &[], vec![])]),
                        0
                    ],
                    4 => list![2, "nowhere", "?"],
                    5 => list![0, id, element("x1", "p", &[], vec![V::Null]), 0],
                    _ => list![
                        0,
                        id,
                        element(
                            "x1",
                            "p",
                            &[],
                            vec![element("x2", "b", &[], vec![text("~", "")])]
                        ),
                        -1
                    ],
                }]);
            }
            Step::Wait(millis) => plugin.wait(f64::from(*millis)),
        }
        prop_assert_eq!(plugin.reason(), None);
        let expected: String = world
            .root
            .children
            .iter()
            .map(|child| child.html(false))
            .collect();
        prop_assert_eq!(plugin.html(), expected, "after {:?}", step);
    }
    // In the end nothing is kept but what is shown, or would be.
    plugin.wait(2_500.0);
    let mut all = Vec::new();
    world.root.all(&[], &mut all);
    prop_assert_eq!(plugin.session.tree().len(), all.len() - 1);
    let nodes = plugin.page.nodes.len();
    let shown = shown(&world.root);
    prop_assert_eq!(nodes, shown, "nodes that no one sees are forgotten");
    Ok(())
}

fn shown(node: &Model) -> usize {
    match node.name {
        Some("script" | "form") => 1,
        _ => 1 + node.children.iter().map(shown).sum::<usize>(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_page_shows_what_a_naive_document_would(steps in prop::collection::vec(step(), 1..60)) {
        run(&steps)?;
    }
}
