//! One person's browser without JavaScript: cookies, redirects by hand, forms with their CSRF token.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use reqwest::cookie::{CookieStore, Jar};
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Url};

use crate::page::Page;

/// A browser with its own cookies. Asks as many pages as it likes; redirects are followed only by [`Session::follow`].
pub struct Session {
    address: SocketAddr,
    client: Client,
    cookies: Arc<Jar>,
    /// The CSRF token of the last page that had one.
    csrf: Mutex<Option<String>>,
}

impl Session {
    /// A browser that has not seen any page of the service at `address`.
    pub fn new(address: SocketAddr) -> Session {
        let cookies = Arc::new(Jar::default());
        let client = Client::builder()
            .cookie_provider(cookies.clone())
            .redirect(Policy::none())
            .no_proxy()
            // A test that reads a large page for seconds would find its idle connection closed by the service.
            .pool_max_idle_per_host(0)
            .build()
            .expect("an HTTP client without options that can fail");
        Session { address, client, cookies, csrf: Mutex::new(None) }
    }

    /// A request to send by [`Session::send`], for what the other methods do not cover.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.address))
    }

    /// Sends a request and reads the whole answer.
    pub async fn send(&self, request: RequestBuilder) -> Page {
        let response = request.send().await.unwrap_or_else(|error| panic!("the service is gone: {error:?}"));
        let path = response.url().path().to_owned();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.expect("the whole body arrives").to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        let page = Page { path, status, headers, bytes, body };
        if let Some(token) = page.csrf().filter(|token| !token.is_empty()) {
            *self.csrf.lock().expect("no panic while storing a token") = Some(token);
        }
        page
    }

    /// The cookies as this browser would send them now.
    pub fn cookie(&self) -> String {
        let url: Url = format!("http://{}/", self.address).parse().expect("an address is a URL");
        let header = self.cookies.cookies(&url);
        header.and_then(|value| value.to_str().map(str::to_owned).ok()).unwrap_or_default()
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Page {
        self.send(self.request(Method::GET, path)).await
    }

    /// Sends a form with the CSRF token of the last page that had one. The first token is that of the sign-in page.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let token = self.token().await;
        let fields = [("csrf", token.as_str())].into_iter().chain(fields.iter().copied());
        self.post_raw_form(path, &fields.collect::<Vec<_>>()).await
    }

    /// Sends a form as given, without a CSRF token.
    pub async fn post_raw_form(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.send(self.request(Method::POST, path).form(fields)).await
    }

    /// Opens the page before the first question of a questionnaire (`/q/…`) or of an invitation (`/i/…`) and presses its
    /// button. Where the page has none, it is asked all the same.
    pub async fn start(&self, link: &str) -> Page {
        let read = self.get(link).await.attributes("input[name=read]", "value");
        let fields: Vec<(&str, &str)> = read.iter().map(|mark| ("read", mark.as_str())).collect();
        self.post_raw_form(link, &fields).await
    }

    /// Sends a body of any kind.
    pub async fn post_body(&self, path: &str, content_type: &str, body: impl Into<reqwest::Body>) -> Page {
        self.send(self.request(Method::POST, path).header(CONTENT_TYPE, content_type).body(body)).await
    }

    /// Sends a form with files as a browser without JavaScript does: fields by their names, then files by field, name and
    /// contents. The CSRF token, where the form has one, is a field like the others.
    pub async fn post_files(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part =
                format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--edge--\r\n");
        self.post_body(path, "multipart/form-data; boundary=edge", body).await
    }

    /// Fills in a form of a page and sends it. A field in `changes` replaces all fields of that name (several
    /// entries of one name stand for several ticked boxes); all others are sent as they stand on the page.
    #[track_caller]
    pub fn submit(
        &self,
        page: &Page,
        form: &str,
        changes: &[(&str, &str)],
    ) -> impl Future<Output = Page> + use<'_> {
        let mut form = page.form(form);
        form.fields.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        let changes = changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        form.fields.extend(changes);
        async move { self.send(self.request(Method::POST, &form.action).form(&form.fields)).await }
    }

    /// Follows a redirect, and the next ones, to the page where a browser would end.
    pub async fn follow(&self, page: Page) -> Page {
        let mut page = page;
        for _ in 0..10 {
            let Some(target) = page.location().map(str::to_owned) else { return page };
            assert!(target.starts_with('/'), "{} leads away from the service: {target}", page.path);
            page = self.get(&target).await;
        }
        panic!("redirects without end at {}", page.path)
    }

    async fn token(&self) -> String {
        if self.known_token().is_none() {
            self.get("/sign-in").await;
        }
        self.known_token().unwrap_or_else(|| panic!("/sign-in has no form with a CSRF token"))
    }

    fn known_token(&self) -> Option<String> {
        self.csrf.lock().expect("no panic while storing a token").clone()
    }
}
