//! Everything else, once.

use leptos::prelude::*;
use portico_app::i18n::Locale;
use portico_app::layout::{NavItem, SiteLayout};
use portico_app::ui::*;

use super::frame;

pub fn page(locale: Locale) -> AnyView {
    let text = locale.text();
    let nav = vec![
        NavItem::new(text.nav.store, "/store"),
        NavItem::new(text.nav.console, "/console").current(true),
    ];
    let mut data = frame(
        locale,
        nav,
        "mara.kunz@example.com",
        &[
            ("Globex", false),
            ("Initech", true),
            ("Umbrella Corporation Europe", false),
        ],
    );
    data.banner = Some(text.nav.safe_mode.to_owned());
    view! {
        <SiteLayout data=data>
            <Breadcrumbs locale=locale items=vec![Crumb::link(text.nav.hosts, "/console"), Crumb::link("Acme Shop", "/console/hosts/acme-shop"), Crumb::here(text.nav.keys)] />
            <PageHeader title="Components" lead="Every component once, in every state.">
                <Button>"Secondary"</Button>
                <Button kind=ButtonKind::Primary><Icon name=IconName::Plus />"Primary"</Button>
            </PageHeader>
            <Tabs label="Sections" items=tabs() />
            <div class="stack stack-loose">
                <Buttons />
                <Words locale=locale />
                <Forms locale=locale />
                <Data locale=locale />
                <States locale=locale />
                <Icons />
            </div>
        </SiteLayout>
    }
    .into_any()
}

fn tabs() -> Vec<Tab> {
    ["Overview", "Keys", "Origins", "Slots", "Approvals"]
        .into_iter()
        .enumerate()
        .map(|(index, label)| Tab {
            label: label.to_owned(),
            href: "#".to_owned(),
            current: index == 1,
            count: (index == 4).then_some(3),
        })
        .collect()
}

#[component]
fn Buttons() -> AnyView {
    view! {
        <Card>
            <CardHead title="Buttons" />
            <div class="stack">
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Turn on for Globex"</Button>
                    <Button>"Browse store"</Button>
                    <Button kind=ButtonKind::Quiet>"Details"</Button>
                    <Button kind=ButtonKind::Danger>"Uninstall"</Button>
                    <Button kind=ButtonKind::DangerFinal>"Uninstall Reviews"</Button>
                    <Button kind=ButtonKind::Icon attr:aria-label="Copy"><Icon name=IconName::Copy /></Button>
                    <Button kind=ButtonKind::Primary disabled=true>"Disabled"</Button>
                    <Button disabled=true>"Disabled"</Button>
                </div>
                <div class="actions">
                    <Button size=ButtonSize::Small>"Small"</Button>
                    <Button>"Normal"</Button>
                    <Button size=ButtonSize::Form>"Form"</Button>
                    <Button size=ButtonSize::Main>"Main"</Button>
                </div>
                <div class="actions">
                    <Switch action="/x" label="On" on=true />
                    <Switch action="/x" label="Off" on=false />
                    <Switch action="/x" label="On, locked" on=true disabled=true />
                    <Switch action="/x" label="Off, locked" on=false disabled=true />
                    <Segmented label="Range" items=segments() />
                </div>
                <SwitchRow id="offered" action="/x" label="Offered in the checkout" help="Customers see it at once." on=true />
                <Ask id="sample" label="Uninstall" title="Uninstall Product Reviews?" close_label="Close" kind=ButtonKind::Danger>
                    <form>
                        <p>"It disappears from your pages at once."</p>
                        <AskActions id="sample" cancel="Cancel" submit="Uninstall"/>
                    </form>
                </Ask>
            </div>
        </Card>
    }.into_any()
}

fn segments() -> Vec<Segment> {
    ["7 days", "30 days", "90 days"]
        .into_iter()
        .map(|label| Segment {
            label: label.to_owned(),
            href: "#".to_owned(),
            current: label == "30 days",
        })
        .collect()
}

#[component]
fn Words(locale: Locale) -> AnyView {
    let ms = 1_762_956_189_000;
    view! {
        <Card>
            <CardHead title="Status and words"><a class="link-quiet" href="#">"Link"<Icon name=IconName::External class="icon-small" /></a></CardHead>
            <div class="stack">
                <div class="chips">
                    <Chip>"Off"</Chip>
                    <Chip tone=Tone::Accent>"On for Globex"</Chip>
                    <Chip tone=Tone::Good><Icon name=IconName::Check />"Installed"</Chip>
                    <Chip tone=Tone::Warn>"Test mode"</Chip>
                    <Chip tone=Tone::Bad>"Blocked"</Chip>
                    <Avatar name="Mara Kunz" />
                    <Avatar name="org-admin" small=true />
                </div>
                <Status tone=Tone::Bad word="Blocked" reason="Blocked by Acme Shop: data protection" />
                <Notice>"Neutral: nothing to do. " <a href="#">"A link"</a></Notice>
                <Notice tone=Tone::Accent>"Information about this page."</Notice>
                <Notice tone=Tone::Good role="status">"Saved."</Notice>
                <Notice tone=Tone::Warn>"Test mode: no money moves."</Notice>
                <Notice tone=Tone::Bad role="alert">"Nothing was saved. Your input is still here."</Notice>
                <p>
                    "Money " <Money amount=8490 currency="EUR" locale=locale />
                    ", date " <DateText ms=ms locale=locale />
                    ", short " <DateText ms=ms locale=locale style=DateStyle::DayMonth />
                    ", time " <DateText ms=ms locale=locale style=DateStyle::DateTime />
                    ", code " <code>"portico serve --demo"</code> <VisuallyHidden>" and hidden words"</VisuallyHidden>
                </p>
                <pre tabindex="0">"const token = makeJWT(secret, { uid: \"member\", orgs: { globex: OrgRoles.MEMBER } });"</pre>
            </div>
        </Card>
    }.into_any()
}

#[component]
fn Forms(locale: Locale) -> AnyView {
    let text = locale.text();
    let errors = vec![
        SummaryError {
            field_id: "c-key".to_owned(),
            message: "Fill in API key.".to_owned(),
        },
        SummaryError {
            field_id: "c-limit".to_owned(),
            message: "Limit must be 100 or less.".to_owned(),
        },
    ];
    let modes = vec![Choice::new("test", "Test"), Choice::new("live", "Live")];
    view! {
        <Card>
            <CardHead title="Forms" />
            <form class="form" method="post" action="/x" novalidate>
                <ErrorSummary errors=errors locale=locale />
                <div class="form-section">
                    <TextInput field=FieldInfo::new("c-name", "Name").help("Shown to your customers.") name="name" value="Acme Pay" />
                    <TextInput field=FieldInfo::new("c-key", "API key").help(text.forms.secret_set).error("Fill in API key.") name="key" input_type="password" autocomplete="off" required=true />
                    <div class="field-row">
                        <Select field=FieldInfo::new("c-mode", "Mode") name="mode" choices=modes value="live" />
                        <TextInput field=FieldInfo::new("c-limit", "Limit").error("Limit must be 100 or less.") name="limit" input_type="number" value="140" max="100" />
                        <TextInput field=FieldInfo::new("c-from", "From").mark(text.common.optional) name="from" input_type="date" />
                    </div>
                    <TextArea field=FieldInfo::new("c-note", "Note").mark(text.common.optional) name="note" value="Ships on weekdays.\nNo returns on socks." />
                    <TextInput field=FieldInfo::new("c-fixed", "Merchant id").help("Set by Acme Shop") name="fixed" value="acct_1042" readonly=true />
                    <TextInput field=FieldInfo::new("c-off", "Not available") name="off" value="Disabled" disabled=true />
                </div>
                <div class="form-section">
                    <SwitchInput field=FieldInfo::new("c-live", "Live mode").help("Money moves when this is on.") name="live" checked=true />
                    <SwitchInput field=FieldInfo::new("c-mails", "Send receipts") name="mails" />
                    <Checkbox field=FieldInfo::new("c-terms", "I have the right to use this key").help("Your contract with the provider says so.") name="terms" />
                    <FieldGroup info=FieldInfo::new("c-days", "Delivery days").help("At least one.")>
                        <div class="choices">
                            <Checkbox field=FieldInfo::new("c-mon", "Monday") name="days" value="mon" checked=true />
                            <Checkbox field=FieldInfo::new("c-tue", "Tuesday") name="days" value="tue" />
                            <Checkbox field=FieldInfo::new("c-sun", "Sunday") name="days" value="sun" disabled=true />
                        </div>
                    </FieldGroup>
                </div>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary size=ButtonSize::Form>{text.forms.save}</Button>
                    <Button size=ButtonSize::Form>{text.forms.test}</Button>
                    <span class="form-status" role="status">"Saved 12 Nov 2025, 14:03 UTC"</span>
                </div>
            </form>
        </Card>
    }.into_any()
}

#[component]
fn Data(locale: Locale) -> AnyView {
    let columns = vec![
        Column::new("Key"),
        Column::new("State"),
        Column::new("Last used"),
        Column::numeric("Requests"),
    ];
    view! {
        <TableCard>
            <Table caption="Host keys" columns=columns>
                <Row id="k1">
                    <RowHead><code>"psk_k1"</code></RowHead>
                    <Cell label="State"><Chip tone=Tone::Good>"Active"</Chip></Cell>
                    <Cell label="Last used"><DateText ms=1_762_956_189_000 locale=locale /></Cell>
                    <Cell label="Requests" numeric=true>"12,408"</Cell>
                </Row>
                <Row>
                    <RowHead><code>"psk_k0"</code></RowHead>
                    <Cell label="State"><Chip>"Revoked"</Chip></Cell>
                    <Cell label="Last used"><span class="muted">"Never used"</span></Cell>
                    <Cell label="Requests" numeric=true>"0"</Cell>
                </Row>
            </Table>
        </TableCard>
        <Card>
            <CardHead title="Facts" />
            <Facts>
                <Fact term="Publisher">"Acme Labs"</Fact>
                <Fact term="Version">"1.4.2"</Fact>
                <Fact term="Support"><a href="https://example.com">"example.com/support"</a></Fact>
            </Facts>
            <CardFoot>"Reviewed by Acme Shop on 3 Nov."</CardFoot>
        </Card>
        <Chart
            title="Orders by day"
            summary="Orders rose from 8 on Monday to 21 on Sunday, 94 in all."
            table_label=locale.text().admin.as_table
            columns=("Day".to_owned(), "Orders".to_owned())
            points=points()
        />
    }
    .into_any()
}

fn points() -> Vec<ChartPoint> {
    [
        ("Mon", 8),
        ("Tue", 11),
        ("Wed", 9),
        ("Thu", 0),
        ("Fri", 18),
        ("Sat", 16),
        ("Sun", 21),
    ]
    .into_iter()
    .map(|(label, value)| ChartPoint {
        label: label.to_owned(),
        value,
        shown: value.to_string(),
    })
    .collect()
}

#[component]
fn States(locale: Locale) -> AnyView {
    let text = locale.text();
    view! {
        <EmptyState icon=IconName::Installed title=text.installed.empty_title text=text.installed.empty_text>
            <LinkButton href="/store" kind=ButtonKind::Primary>{text.installed.browse}</LinkButton>
        </EmptyState>
        <FailureCard title="Reviews could not be shown" why_label=text.slot.why why=text.slot.why_integrity>
            <Button size=ButtonSize::Small><Icon name=IconName::Refresh />{text.slot.retry}</Button>
        </FailureCard>
        <Card><Skeleton label="Loading reviews" /></Card>
        <Skeleton label="Loading chart" lines=0 />
        <div class="actions">
            <PluginTile title="Portico" size=TileSize::Large colour="green" icon="package" />
            <PluginTile title="Zebra" />
            <PluginTile title="Émile" size=TileSize::Small />
            <PluginHead title="Sales Chart" detail="by Portico" icon="bars-chart" colour="blue" href="/store/sales-chart" size=TileSize::Large />
        </div>
    }.into_any()
}

#[component]
fn Icons() -> AnyView {
    let icons: Vec<_> = IconName::ALL
        .iter()
        .map(|name| view! { <Icon name=*name /> })
        .collect();
    view! { <div class="cluster">{icons}</div> }.into_any()
}
