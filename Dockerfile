# syntax=docker/dockerfile:1
# The command in a container: docker build -t linekeeper .
#   docker run -p 8123:8123 --env-file linekeeper.env linekeeper                     MCP over HTTP; needs LINEKEEPER_HTTP_TOKENS or an OAuth issuer
#   docker run --network host --env-file linekeeper.env linekeeper slack --port 3000 /lines in Slack, on the host's loopback, behind a tunnel or a proxy

FROM node:24.21-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npx -y pnpm@12 install --frozen-lockfile && npx -y pnpm@12 build

FROM gcr.io/distroless/nodejs24-debian12:nonroot
LABEL org.opencontainers.image.title="Linekeeper" \
      org.opencontainers.image.description="Answers questions about telephony lines and numbers across providers; it only reads" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=build --chown=root:root /src/LICENSE ./
COPY --from=build --chown=root:root /src/packages/cli/dist ./dist
# The user "nonroot" of the image, by number, so that an orchestrator can tell that it is not root.
USER 65532:65532
EXPOSE 8123
ENTRYPOINT ["/nodejs/bin/node", "/app/dist/linekeeper.mjs"]
CMD ["mcp", "--http", "0.0.0.0:8123"]
