# Sourcier in a container: non-root, on a read-only file system, no network needed once it runs. See docs/exploitation.md.
#
#   docker build --tag sourcier .
#   docker run --rm --volume sourcier:/var/lib/sourcier --volume "$PWD/corpus:/corpus:ro" sourcier build /corpus
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#       --volume sourcier:/var/lib/sourcier --publish 127.0.0.1:8501:8501 sourcier

FROM python:3.11-slim-bookworm AS made
WORKDIR /srv/sourcier
COPY . .
# «admin»: sign-in by OpenID Connect
ARG EXTRAS=
# Editable, so that Streamlit finds .streamlit/config.toml beside app.py; compiled now, as nothing can be written later.
RUN python -m venv /srv/venv \
 && /srv/venv/bin/python -m pip install --no-cache-dir --constraint constraints.txt --editable ".${EXTRAS:+[$EXTRAS]}" \
 && /srv/venv/bin/python -m compileall -q /srv/venv /srv/sourcier

FROM python:3.11-slim-bookworm
RUN groupadd --system --gid 10001 sourcier \
 && useradd --system --uid 10001 --gid sourcier --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin sourcier \
 && install --directory --owner sourcier --group sourcier --mode 0750 /var/lib/sourcier
COPY --from=made /srv /srv
ENV PATH=/srv/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TZ=Europe/Paris \
    SOURCIER_KB=/var/lib/sourcier/kb
USER sourcier
WORKDIR /srv/sourcier
VOLUME /var/lib/sourcier
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
ENTRYPOINT ["sourcier"]
# Inside the container every address; outside, only those that `--publish` names.
CMD ["serve", "--address", "0.0.0.0", "--port", "8501"]
