//! The demo's shop: product, cart, checkout, order.

use super::Plural;
use super::plural::plural;
use super::texts::texts;

texts! {
    /// The demo's shop.
    ShopText {
        title = "Shop", "Shop";
        add_to_cart = "Add to cart", "In den Warenkorb";
        lead = "Good things for every day, made to last.", "Gute Dinge für jeden Tag, gemacht für lange.";
        cart_link = "Cart", "Warenkorb";
        update = "Update", "Aktualisieren";
        cart = "Your cart", "Ihr Warenkorb";
        cart_items: Plural = plural("{n} item", "{n} items"), plural("{n} Artikel", "{n} Artikel");
        cart_empty_title = "Your cart is empty", "Ihr Warenkorb ist leer";
        cart_empty_text = "What you choose appears here.", "Was Sie auswählen, erscheint hier.";
        keep_shopping = "Browse products", "Produkte ansehen";
        quantity = "Quantity", "Menge";
        remove_from_cart = "Remove {product}", "{product} entfernen";
        checkout = "Checkout", "Kasse";
        to_checkout = "Go to checkout", "Zur Kasse";
        payment_method = "Payment method", "Zahlungsart";
        choose_payment_method = "Choose how you want to pay. The next step appears here.", "Wählen Sie, wie Sie bezahlen möchten. Der nächste Schritt erscheint dann hier.";
        continue_with_method = "Continue", "Weiter";
        email = "Email", "E-Mail";
        email_help = "For the receipt.", "Für die Quittung.";
        email_invalid = "Enter an email address like name@example.com.", "Geben Sie eine E-Mail-Adresse wie name@example.com ein.";
        payment_missing = "The payment is not complete yet. Fill in the payment form, or choose another method.", "Die Zahlung ist noch nicht vollständig. Füllen Sie das Zahlungsformular aus oder wählen Sie eine andere Zahlungsart.";
        payment_not_confirmed = "The payment was not confirmed. Try again, or choose another method.", "Die Zahlung wurde nicht bestätigt. Versuchen Sie es noch einmal, oder wählen Sie eine andere Zahlungsart.";
        method_unknown = "Choose how you want to pay.", "Wählen Sie, wie Sie bezahlen möchten.";
        order_not_placed = "The order was not placed. Try again.", "Die Bestellung wurde nicht aufgegeben. Versuchen Sie es noch einmal.";
        your_order = "Your order", "Ihre Bestellung";
        shipping = "Shipping", "Versand";
        total = "Total", "Summe";
        pay_hint = "Fill in the payment form above to pay.", "Füllen Sie zum Bezahlen das Zahlungsformular oben aus.";
        pay = "Pay {amount}", "{amount} bezahlen";
        order_title = "Thank you for your order", "Danke für Ihre Bestellung";
        order_lead = "Order {number} is confirmed. A receipt is on its way to {email}.", "Bestellung {number} ist bestätigt. Die Quittung geht an {email}.";
        order_number = "Order number", "Bestellnummer";
        order_date = "Ordered on", "Bestellt am";
        reviews = "Reviews", "Bewertungen";
    }
}
