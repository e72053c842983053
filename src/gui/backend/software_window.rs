//! The window drawn by the processor: an event loop around winit, with input methods, clipboard and
//! screen readers through egui-winit, and pixels through softbuffer. Knows no report.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Instant;

use egui::ViewportId;
#[cfg(feature = "screen-reader")]
use egui_winit::accesskit_winit;
use winit::application::ApplicationHandler;
use winit::event::{Ime, WindowEvent};
use winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoop};
use winit::monitor::MonitorHandle;
use winit::window::{Window, WindowId};

use super::frame_schedule::{self, FrameSchedule};
use super::start_error::StartError;
use super::startup_bench::StartupBench;
use super::window_place::{self, Screen};
use crate::gui::app::App;
use crate::gui::software_renderer::{Canvas, Painter, PixelRect};
use crate::gui::theme::Palette;
use crate::session::WindowPlace;

/// What wakes the loop besides the window's own events.
enum WakeEvent {
    /// egui wants a frame at that time.
    Frame(Instant),
    /// A screen reader wants something.
    #[cfg(feature = "screen-reader")]
    Reader(accesskit_winit::Event),
}

#[cfg(feature = "screen-reader")]
impl From<accesskit_winit::Event> for WakeEvent {
    fn from(event: accesskit_winit::Event) -> WakeEvent {
        WakeEvent::Reader(event)
    }
}

/// Runs the window until it is closed.
pub(super) fn run(app: App, bench: Option<StartupBench>) -> Result<(), StartError> {
    let event_loop = EventLoop::<WakeEvent>::with_user_event().build()?;
    let context = egui::Context::default();
    let proxy = event_loop.create_proxy();
    let waker = proxy.clone();
    let schedule = FrameSchedule::install(&context, move |at| {
        let _ = waker.send_event(WakeEvent::Frame(at));
    });
    super::prepare_context(&context);
    let mut window = SoftwareWindow {
        app,
        context,
        #[cfg(feature = "screen-reader")]
        proxy,
        shown: None,
        schedule,
        error: None,
        bench,
    };
    event_loop.run_app(&mut window)?;
    window.error.map_or(Ok(()), Err)
}

struct SoftwareWindow {
    app: App,
    context: egui::Context,
    #[cfg(feature = "screen-reader")]
    proxy: winit::event_loop::EventLoopProxy<WakeEvent>,
    shown: Option<WindowSurface>,
    schedule: FrameSchedule,
    error: Option<StartError>,
    bench: Option<StartupBench>,
}

/// The window while it exists.
struct WindowSurface {
    window: Arc<Window>,
    surface: softbuffer::Surface<Arc<Window>, Arc<Window>>,
    state: egui_winit::State,
    painter: Painter,
    title: String,
    visible: bool,
    /// Whether a frame was asked for here.
    asked: bool,
    /// Whether what the window showed is gone, so that all of it must be handed over again.
    lost: bool,
}

impl WindowSurface {
    fn ask(&mut self) {
        self.asked = true;
        self.window.request_redraw();
    }
}

impl ApplicationHandler<WakeEvent> for SoftwareWindow {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        if self.shown.is_some() {
            return;
        }
        match self.create(event_loop) {
            Ok(shown) => {
                self.shown = Some(shown);
                self.frame(event_loop);
            }
            Err(error) => {
                self.error = Some(error);
                event_loop.exit();
            }
        }
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, _: WindowId, event: WindowEvent) {
        let Some(shown) = &mut self.shown else { return };
        match &event {
            WindowEvent::RedrawRequested => {
                // Nobody here asked: the system lost what the window showed.
                shown.lost |= !std::mem::take(&mut shown.asked);
                return self.frame(event_loop);
            }
            WindowEvent::CloseRequested => {
                self.app.close_requested();
                shown.ask();
            }
            _ => {}
        }
        let response = shown.state.on_window_event(&shown.window, &event);
        let waits = match event {
            WindowEvent::KeyboardInput { .. } => frame_schedule::can_wait(&shown.state.egui_input().events),
            // An input method is there or is not; that it does something is another event.
            WindowEvent::Ime(Ime::Enabled | Ime::Disabled) => true,
            _ => false,
        };
        if response.repaint && !waits {
            self.schedule.draw_at(Instant::now());
        }
    }

    fn user_event(&mut self, _: &ActiveEventLoop, event: WakeEvent) {
        if self.shown.is_none() {
            return;
        }
        match event {
            WakeEvent::Frame(at) => self.schedule.draw_at(at),
            #[cfg(feature = "screen-reader")]
            WakeEvent::Reader(event) => {
                let Some(shown) = &mut self.shown else { return };
                match event.window_event {
                    accesskit_winit::WindowEvent::InitialTreeRequested => self.context.enable_accesskit(),
                    accesskit_winit::WindowEvent::ActionRequested(request) => {
                        shown.state.on_accesskit_action_request(request);
                    }
                    accesskit_winit::WindowEvent::AccessibilityDeactivated => self.context.disable_accesskit(),
                }
                shown.ask();
            }
        }
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        if self.schedule.take_due()
            && let Some(shown) = &mut self.shown
        {
            shown.ask();
        }
        event_loop.set_control_flow(self.schedule.next().map_or(ControlFlow::Wait, ControlFlow::WaitUntil));
    }
}

impl SoftwareWindow {
    fn create(&self, event_loop: &ActiveEventLoop) -> Result<WindowSurface, StartError> {
        // Shown only with its first frame in it: no white flash.
        let builder = super::viewport(&self.app, &screens(event_loop)).with_visible(false);
        let words = |error: &dyn std::fmt::Display| StartError::of(error);
        let window = egui_winit::create_window(&self.context, event_loop, &builder).map_err(|error| words(&error))?;
        let window = Arc::new(window);
        let display = softbuffer::Context::new(Arc::clone(&window)).map_err(|error| words(&error))?;
        let surface = softbuffer::Surface::new(&display, Arc::clone(&window)).map_err(|error| words(&error))?;
        let scale = window.scale_factor();
        #[allow(clippy::cast_possible_truncation)] // A scale such as 1.25.
        let scale = scale as f32;
        let context = self.context.clone();
        let state = egui_winit::State::new(context, ViewportId::ROOT, &window, Some(scale), window.theme(), Some(8192));
        #[cfg(feature = "screen-reader")]
        let state = {
            let mut state = state;
            state.init_accesskit(event_loop, &window, self.proxy.clone());
            state
        };
        Ok(WindowSurface {
            window,
            surface,
            state,
            painter: Painter::new(),
            title: String::new(),
            visible: false,
            asked: false,
            lost: true,
        })
    }

    fn frame(&mut self, event_loop: &ActiveEventLoop) {
        let Some(shown) = &mut self.shown else { return };
        let size = shown.window.inner_size();
        let (Some(width), Some(height)) = (NonZeroU32::new(size.width), NonZeroU32::new(size.height)) else { return };
        let input = shown.state.take_egui_input(&shown.window);
        let app = &mut self.app;
        self.schedule.begin_frame();
        let mut output = self.context.run_ui(input, |ui| app.ui(ui));
        shown.state.handle_platform_output(&shown.window, output.platform_output);
        let frame = self.context.tessellate(output.shapes, output.pixels_per_point);
        shown.painter.set_textures(&output.textures_delta);
        let theme = self.context.theme();
        let pixels = [size.width, size.height].map(|side| usize::try_from(side).unwrap_or_default());
        let areas = shown.painter.paint(pixels, Palette::of(theme).backdrop, output.pixels_per_point, frame);
        self.schedule.end_frame(!areas.is_empty());
        shown.painter.free_textures(&output.textures_delta);
        output.textures_delta.clear();
        if let Err(error) = present(shown, width, height, areas) {
            self.error = Some(StartError::of(&error));
            event_loop.exit();
        }
        let title = self.app.title();
        if title != shown.title {
            shown.window.set_title(&title);
            shown.title = title;
        }
        if !shown.visible {
            // What was handed to a window that is not there yet may be gone.
            (shown.visible, shown.lost) = (true, true);
            shown.window.set_visible(true);
            shown.ask();
        }
        if let Some(bench) = &mut self.bench {
            shown.ask();
            if bench.frame("soft") {
                event_loop.exit();
            }
        }
        if self.app.closing {
            self.app.note_window(place(&shown.window), shown.window.is_maximized());
            event_loop.exit();
        }
    }
}

/// The screens, the main one first.
fn screens(event_loop: &ActiveEventLoop) -> Vec<Screen> {
    let main = event_loop.primary_monitor();
    let others = event_loop.available_monitors().filter(|one| Some(one) != main.as_ref());
    let monitors: Vec<_> = main.iter().cloned().chain(others).collect();
    let screen = |monitor: MonitorHandle| {
        let (scale, corner, size) = (monitor.scale_factor(), monitor.position(), monitor.size());
        let corner = corner.to_logical::<f32>(scale);
        let size = size.to_logical::<f32>(scale);
        Screen { corner: [corner.x, corner.y], size: [size.width, size.height] }
    };
    monitors.into_iter().map(screen).collect()
}

/// Where the window is; `None` where the system does not say.
fn place(window: &Window) -> Option<WindowPlace> {
    let scale = window.scale_factor();
    let corner = window.outer_position().ok()?.to_logical::<f32>(scale);
    let size = window.inner_size().to_logical::<f32>(scale);
    Some(window_place::remembered([corner.x, corner.y], [size.width, size.height]))
}

/// Hands the changed areas to the system.
fn present(
    shown: &mut WindowSurface,
    width: NonZeroU32,
    height: NonZeroU32,
    areas: Vec<PixelRect>,
) -> Result<(), softbuffer::SoftBufferError> {
    let lost = std::mem::take(&mut shown.lost);
    if areas.is_empty() && !lost {
        return Ok(());
    }
    shown.surface.resize(width, height)?;
    let canvas = shown.painter.canvas();
    let mut buffer = shown.surface.buffer_mut()?;
    // The buffer still has the last frame only where its age is one.
    let areas = if buffer.age() == 1 && !lost { areas } else { vec![canvas.area()] };
    areas.iter().for_each(|area| copy(canvas, &mut buffer, *area));
    let side = |pixels: usize| u32::try_from(pixels).unwrap_or_default();
    let damage = |area: &PixelRect| {
        let sides = NonZeroU32::new(side(area.right - area.left)).zip(NonZeroU32::new(side(area.bottom - area.top)));
        sides.map(|(width, height)| softbuffer::Rect { x: side(area.left), y: side(area.top), width, height })
    };
    let damages: Vec<_> = areas.iter().filter_map(damage).collect();
    if damages.is_empty() { Ok(()) } else { buffer.present_with_damage(&damages) }
}

fn copy(canvas: &Canvas, buffer: &mut [u32], area: PixelRect) {
    let width = canvas.width();
    for row in area.top..area.bottom {
        let start = row * width;
        let target = buffer.get_mut(start + area.left..start + area.right);
        let source = canvas.row(row, area.left, area.right);
        if let Some(target) = target.filter(|target| target.len() == source.len()) {
            target.copy_from_slice(source);
        }
    }
}
