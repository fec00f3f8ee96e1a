(address) => {
  const listen = () => {
    const socket = new WebSocket(address);
    socket.onmessage = () => location.reload();
    socket.onclose = () => setTimeout(listen, 1000);
  };
  listen();
}
