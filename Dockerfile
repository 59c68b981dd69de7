# The image of autofacts: one static binary, no shell, no root.
#
#   docker build -t autofacts .
#   docker run -d --name autofacts --restart unless-stopped --env-file .env -v autofacts-data:/data autofacts

FROM golang:1.26 AS build
WORKDIR /src
ENV CGO_ENABLED=0
# The modules change seldom; a layer of their own keeps them.
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -trimpath -ldflags "-s -w" -o /out/autofacts ./cmd/autofacts
# It must start, and the base that is built in must load, before there is an image.
RUN /out/autofacts version && /out/autofacts ask hello
# The last stage has no shell to make a folder with.
RUN mkdir /out/data

FROM scratch
# Discord is spoken to over TLS.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build /out/autofacts /autofacts
ENV DATA_DIR=/data
USER 65532:65532
VOLUME ["/data"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["/autofacts", "health"]
ENTRYPOINT ["/autofacts"]
CMD ["serve"]
