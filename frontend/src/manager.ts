/** Makes models and views of the states of a kernel's widgets, and keeps them up to date. */

import { put_buffers, uuid } from "@jupyter-widgets/base";
import type { DOMWidgetModel, DOMWidgetView, WidgetModel, WidgetView } from "@jupyter-widgets/base";
import { base64ToBuffer, ManagerBase } from "@jupyter-widgets/base-manager";
import type { IManagerState } from "@jupyter-widgets/base-manager";
import type { Comm, Comms } from "./comms";
import { find, type WidgetClass } from "./controls";
import { missing } from "./missing";

/** What a view may still be busy with after it was made. */
interface Drawing {
  layoutPromise?: Promise<unknown>;
  stylePromise?: Promise<unknown>;
  drawn?: Promise<void>;
}

export class Manager extends ManagerBase {
  // The views of the page as it comes up; what comes later nobody waits for.
  private made: Promise<WidgetView>[] | null = [];

  /**
   * @param comms The comms of the kernel.
   * @param told What the page says of a widget that it cannot show.
   */
  constructor(
    private readonly comms: Comms,
    private readonly told: string,
  ) {
    super();
    comms.opened = async (comm, message) => {
      if (comm.target_name !== this.comm_target_name) comm.close();
      else await this.handle_comm_open(comm, message as never);
    };
  }

  /** Makes the models that a saved state describes, joined to the kernel by their ids. */
  async restore({ state }: IManagerState): Promise<void> {
    const made = Object.entries(state).map(([id, saved]) => {
      const buffers = saved.buffers ?? [];
      const paths = buffers.map(({ path }) => path);
      put_buffers(saved.state, paths, buffers.map(({ data }) => new DataView(base64ToBuffer(data))));
      const { model_name, model_module, model_module_version } = saved;
      const comm = this.comms.comm(this.comm_target_name, id);
      const options = { model_name, model_module, model_module_version, model_id: id, comm };
      return this.new_model(options, saved.state);
    });
    await Promise.all(made);
  }

  /** Asks the kernel for the states of all its widgets, and takes them over. */
  async refresh(): Promise<void> {
    await this._loadFromKernel();
  }

  /** Waits until all views that were made, and those made meanwhile, have drawn themselves. */
  async drawn(): Promise<void> {
    // More may be added on the way.
    for (const promise of this.made ?? []) {
      const view: WidgetView & Drawing = await promise;
      await Promise.all([view.layoutPromise, view.stylePromise, view.drawn]);
    }
    this.made = null;
  }

  override create_view<View extends WidgetView>(
    model: WidgetModel | DOMWidgetModel,
    options?: unknown,
  ): Promise<View> {
    const view = super.create_view<View & DOMWidgetView>(model as DOMWidgetModel, options);
    this.made?.push(view);
    return view;
  }

  protected override async loadClass(name: string, module: string): Promise<WidgetClass> {
    return find(module, name) ?? missing(name, this.told);
  }

  protected override async _create_comm(
    target: string,
    id: string = uuid(),
    data?: unknown,
    metadata?: unknown,
  ): Promise<Comm> {
    const comm = this.comms.comm(target, id);
    if (data) comm.open(data, undefined, metadata);
    return comm;
  }

  protected override async _get_comm_info(): Promise<Record<string, never>> {
    return {};
  }
}
