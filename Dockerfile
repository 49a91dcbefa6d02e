# The service as a native executable in an image without shell or package manager. It runs as user 1654; its root may be read-only:
# only /var/lib/wallbox-mqtt is written to.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update && apt-get install -y --no-install-recommends clang libsqlite3-0 zlib1g-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/Bridge -c Release --use-current-runtime -o /publish && cp -L /usr/lib/*/libsqlite3.so.0 /publish/ && mkdir /state

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
COPY --from=build /publish/wallbox-mqtt /usr/local/bin/wallbox-mqtt
COPY --from=build --chmod=644 /publish/libSystem.IO.Ports.Native.so /usr/local/bin/libSystem.IO.Ports.Native.so
COPY --from=build /publish/libsqlite3.so.0 /usr/lib/libsqlite3.so.0
COPY --from=build --chown=1654:1654 /state /var/lib/wallbox-mqtt
USER 1654:1654
VOLUME /var/lib/wallbox-mqtt
# Status page; FTP endpoint for the inverter and its data connections.
EXPOSE 8080 2121 50000-50009
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s --retries=3 CMD ["/usr/local/bin/wallbox-mqtt", "health"]
ENTRYPOINT ["/usr/local/bin/wallbox-mqtt"]
CMD ["run"]
