// The smallest panel, for panel.test.js.
class Greeting extends Panel {
  static texts = {
    en: { heading: 'Greeting', loading: 'Loading', failed: 'Failed', retry: 'Again' },
    de: { heading: 'Gruß', loading: 'Lädt', failed: 'Fehler', retry: 'Noch einmal' },
  };
  static loadsFor = ['who'];
  static drawsFor = ['mood'];

  request() {
    return this.apiClient.get(`/${this.context.who}`);
  }

  body() {
    return [h('p', {}, this.data.greeting, this.context.mood)];
  }
}

define('stoa-kit-greeting', Greeting);
