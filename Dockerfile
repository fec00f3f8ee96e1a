# syntax=docker/dockerfile:1
# The release binary and the site in a small image that runs as an ordinary user. docs/DEPLOY.md says how to run it.

FROM node:22-bookworm-slim AS node

FROM rust:1.95-bookworm AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
WORKDIR /src
# The tools take longest and change least; each stays in its layer until what decides its version changes.
COPY scripts/env.sh scripts/install-tool.sh scripts/
COPY Cargo.lock ./
RUN scripts/install-tool.sh wasm-bindgen-cli && rm -rf .tools/build
COPY . .
RUN CI=true make build \
 && install -D target/release/portico /out/portico \
 && cp -r target/site /out/site \
 && rm -rf target

FROM debian:bookworm-slim
# ca-certificates: the server speaks TLS to payment and plugin services.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin portico \
 && install -d -o portico -g portico -m 750 /data
COPY --from=build /out /opt/portico
RUN ln -s /opt/portico/portico /usr/local/bin/portico
USER 10001
WORKDIR /data
ENV PORTICO_ADDR=0.0.0.0:3000 PORTICO_DATA_DIR=/data PORTICO_SITE_ROOT=/opt/portico/site
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
# The image has no HTTP client; bash can ask by itself.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${PORTICO_ADDR##*:} && printf 'GET /readyz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200 '* ]]"]
ENTRYPOINT ["portico"]
CMD ["serve"]
